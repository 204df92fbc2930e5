import { checkLength } from "../core/check.ts";
import type { AxisArray } from "./anndata.ts";
import { Frame } from "./frame.ts";
import { type Matrix, takeRows } from "./matrix.ts";
import { type Slots, slots } from "./slots.ts";

/** The parts a {@linkcode Raw} is made of. */
export interface RawParts {
  /** The matrix, `nObs × nVars` with its own variables. */
  readonly X: Matrix;
  /** One row per variable of this matrix. */
  readonly var?: Frame;
  /** Arrays with one row per variable. */
  readonly varm?: Slots<AxisArray>;
}

/**
 * The matrix as it was before variables were filtered, with its own variables.
 *
 * @example
 * ```ts
 * import { Dense, Frame, Raw } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const raw = new Raw({ X: Dense.fromRows([[1, 2]]), var: new Frame(["g1", "g2"]) });
 * assert.equal(raw.nVars, 2);
 * ```
 */
export class Raw {
  /** The matrix, `nObs × nVars`. */
  readonly X: Matrix;
  /** One row per variable. */
  readonly var: Frame;
  /** Arrays with one row per variable. */
  readonly varm: Slots<AxisArray>;

  /**
   * A raw state of the given slots.
   *
   * @param parts The slots; nothing is copied.
   * @throws {WeftError} `Misaligned` when a shape does not fit.
   */
  constructor({ X, var: vars, varm }: RawParts) {
    this.X = X;
    this.var = vars ?? new Frame(Array.from({ length: X.nCols }, (_, j) => `${j}`));
    this.varm = slots(varm);
    checkLength(X.nCols, this.var.nRows, "raw.X along its columns", "raw.var");
    Object.freeze(this);
  }

  /** Number of variables. */
  get nVars(): number {
    return this.var.nRows;
  }

  /** The observations named, in that order. */
  takeRows(rows: Int32Array): Raw {
    return new Raw({ X: takeRows(this.X, rows), var: this.var, varm: this.varm });
  }
}
