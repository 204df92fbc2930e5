import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import type { AnnData, AxisArray, Subset } from "../data/anndata.ts";
import type { Csr } from "../data/csr.ts";
import type { Dense } from "../data/dense.ts";
import type { Frame } from "../data/frame.ts";
import type { Matrix } from "../data/matrix.ts";
import { selectRows } from "../data/selector.ts";
import { type Slots, slots } from "../data/slots.ts";
import { anndataSummary } from "../data/summary/anndata_summary.ts";
import type { UnsValue } from "../data/uns.ts";
import { BackedMatrix } from "./backed_matrix.ts";
import { gatherRows } from "./gather_rows.ts";

/** How {@linkcode BackedAnnData.blocks} cuts. */
export interface BlockOptions {
  /** Rows of a block; by default as many as make some 32 MB were they dense. */
  readonly rows?: number;
  /** Name of a layer; default `X`. */
  readonly layer?: string;
}

/** Consecutive observations of a {@linkcode BackedAnnData}. */
export interface Block {
  /** Row of the first observation. */
  readonly start: number;
  /** One past the row of the last observation. */
  readonly end: number;
  /** The rows of the matrix. */
  readonly X: Csr | Dense;
}

/** What a {@linkcode BackedAnnData} is made of. */
export interface BackedParts {
  /** Path of the file. */
  readonly location: string;
  /** Everything but the matrices, in memory. */
  readonly annotations: AnnData;
  /** Main matrix, in the file. */
  readonly X: BackedMatrix | null;
  /** Further matrices, in the file. */
  readonly layers: Readonly<Record<string, BackedMatrix>>;
  /** Reads everything. */
  readonly toMemory: () => Promise<AnnData>;
  /** Closes the file. */
  readonly close: () => void;
}

/**
 * An AnnData whose matrices stay in the file: tables, embeddings and `uns` are in memory, `X` and `layers` are read by
 * blocks of rows. Columns of a CSR matrix need a scan: `subset({ var })` reads every row asked for and keeps the columns.
 * Close it when done.
 *
 * @example Sum a matrix without holding it
 * ```ts
 * import { readH5ad, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 2], [3, 4], [5, 6]]) }), path);
 * const backed = await readH5ad(path, { backed: true });
 * let total = 0;
 * for await (const { X } of backed.blocks({ rows: 2 })) for (const value of X.data) total += Number(value);
 * assert.equal(total, 21);
 * backed.close();
 * await Deno.remove(path);
 * ```
 */
export class BackedAnnData {
  /** Main matrix; `null` when there is none. */
  readonly X: BackedMatrix | null;
  /** Further matrices. */
  readonly layers: Slots<BackedMatrix>;
  /** One row per observation. */
  readonly obs: Frame;
  /** One row per variable. */
  readonly var: Frame;
  /** Arrays with one row per observation. */
  readonly obsm: Slots<AxisArray>;
  /** Arrays with one row per variable. */
  readonly varm: Slots<AxisArray>;
  /** Matrices `nObs × nObs`. */
  readonly obsp: Slots<Matrix>;
  /** Matrices `nVars × nVars`. */
  readonly varp: Slots<Matrix>;
  /** Everything else. */
  readonly uns: Slots<UnsValue>;
  readonly #parts: BackedParts;

  /**
   * An object of its parts; {@linkcode readH5ad} makes them.
   *
   * @param parts What is in memory, and what stays in the file.
   */
  constructor(parts: BackedParts) {
    const { obs, var: vars, obsm, varm, obsp, varp, uns } = parts.annotations;
    this.X = parts.X;
    this.layers = slots(parts.layers);
    this.obs = obs;
    this.var = vars;
    this.obsm = obsm;
    this.varm = varm;
    this.obsp = obsp;
    this.varp = varp;
    this.uns = uns;
    this.#parts = parts;
  }

  /** What the object is made of, as the constructor takes it. */
  parts(): BackedParts {
    return this.#parts;
  }

  /** Number of observations. */
  get nObs(): number {
    return this.obs.nRows;
  }

  /** Number of variables. */
  get nVars(): number {
    return this.var.nRows;
  }

  /** `[nObs, nVars]`. */
  get shape(): readonly [number, number] {
    return [this.nObs, this.nVars];
  }

  /** Names of the observations. */
  get obsNames(): readonly string[] {
    return this.obs.index;
  }

  /** Names of the variables. */
  get varNames(): readonly string[] {
    return this.var.index;
  }

  /**
   * Reads `X` or a layer block by block.
   *
   * @param options `rows`, `layer`.
   * @throws {WeftError} `NotFound` when there is no such matrix.
   */
  async *blocks(options: BlockOptions = {}): AsyncGenerator<Block> {
    for await (const { start, X } of this.#matrix(options.layer).blocks(options.rows)) {
      yield { start, end: start + X.nRows, X };
    }
  }

  #matrix(layer: string | undefined): BackedMatrix {
    const matrix = layer === undefined ? this.X : this.layers[layer];
    if (matrix) return matrix;
    const names = Object.keys(this.layers);
    throw new WeftError("NotFound", {
      expected: layer === undefined ? "a matrix X" : `a layer ${show(layer)}`,
      found: names.length === 0 ? "no layers" : `the layers ${examples(names)}`,
      where: this.#parts.location,
    });
  }

  /**
   * The observations and variables named, in that order, read into memory run by run; rows that are not asked for are
   * passed over, columns are cut from every block that is read.
   *
   * @param subset Selectors for `obs` and `var`.
   * @returns An AnnData in memory, without `raw`.
   * @throws {WeftError} `NotFound` or `InvalidArgument` when a selector names what is not there.
   */
  async subset({ obs, var: vars }: Subset): Promise<AnnData> {
    const rows = selectRows(this.obs, obs ?? {}, "obs");
    const columns = vars === undefined ? undefined : selectRows(this.var, vars, "var");
    const layers: Record<string, Matrix> = {};
    for (const [name, matrix] of Object.entries(this.layers)) layers[name] = await gatherRows(matrix, rows, columns);
    const rest = this.#parts.annotations.subset({ obs: rows, ...(columns && { var: columns }) });
    return rest.with({ X: this.X && await gatherRows(this.X, rows, columns), layers });
  }

  /** Everything read into memory, `raw` too. */
  toMemory(): Promise<AnnData> {
    return this.#parts.toMemory();
  }

  /** Closes the file; reading afterwards is an error. */
  close(): void {
    this.#parts.close();
  }

  /** What Python prints: the shape, the file, then the keys of every slot that has some. */
  toString(): string {
    return anndataSummary(this, this.#parts.location);
  }

  /** What a notebook shows: the text summary. */
  [DISPLAY](): DisplayBundle {
    return displayBundle("backed_anndata", this);
  }
}
