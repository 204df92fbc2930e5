import { checkLength, show } from "../core/check.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import type { AnnDataParts, AnnDataPatch, AxisArray, Subset } from "./anndata_parts.ts";
import { checkAxis, checkShape, cutMatrix, defaultFrame, patchFrame, takeArrays, takePairs } from "./axis_slots.ts";
import { Frame } from "./frame.ts";
import { Lazy } from "./lazy.ts";
import type { Matrix } from "./matrix.ts";
import type { Raw } from "./raw.ts";
import { selectRows } from "./selector.ts";
import { mapSlots, patchSlots, readyEntries, type Slots, slots } from "./slots.ts";
import { anndataSummary } from "./summary/anndata_summary.ts";
import type { UnsValue } from "./uns.ts";

export type { AnnDataParts, AnnDataPatch, AxisArray, Subset } from "./anndata_parts.ts";

/**
 * An annotated matrix: observations (spots, cells) × variables (genes, proteins, peaks) with everything known about
 * both; immutable, and laid out as Python's anndata lays it out.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[1, 0], [0, 2], [3, 0]]),
 *   obs: new Frame(["a", "b", "c"], { domain: ["x", "y", "x"] }),
 * });
 * const x = adata.subset({ obs: (row) => row.domain === "x" });
 * assert.deepEqual(x.obsNames, ["a", "c"]);
 * assert.equal(adata.nObs, 3);
 * assert.equal(String(adata), "AnnData object with n_obs × n_vars = 3 × 2\n    obs: 'domain'");
 * ```
 */
export class AnnData {
  /** Tells AnnData from MuData. */
  readonly kind = "anndata";
  /** One row per observation. */
  readonly obs: Frame;
  /** One row per variable. */
  readonly var: Frame;
  /** Further matrices `nObs × nVars`. */
  readonly layers: Slots<Matrix>;
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
  /** The state before variables were filtered, or `null`. */
  readonly raw: Raw | null;
  /** Whether this is a part of another object, made when first asked for and sharing memory where it can. */
  readonly isView: boolean;
  readonly #x: Lazy<Matrix | null>;

  /**
   * An object of the given slots.
   *
   * @param parts The slots; nothing is copied.
   * @throws {WeftError} `Misaligned` when a shape does not fit, `InvalidArgument` for what is no matrix; the error names
   * the slot.
   */
  constructor(parts: AnnDataParts) {
    const { X = null } = parts;
    this.#x = X instanceof Lazy ? X : Lazy.of(X);
    const ready = X instanceof Lazy ? null : X;
    this.obs = parts.obs ?? defaultFrame(ready?.nRows ?? 0);
    this.var = parts.var ?? defaultFrame(ready?.nCols ?? 0);
    this.layers = slots(parts.layers);
    this.obsm = slots(parts.obsm);
    this.varm = slots(parts.varm);
    this.obsp = slots(parts.obsp);
    this.varp = slots(parts.varp);
    this.uns = slots(parts.uns);
    this.raw = parts.raw ?? null;
    this.isView = parts.isView ?? false;
    if (ready) checkShape(ready, [this.nObs, this.nVars], "X");
    this.#check();
    Object.freeze(this);
  }

  /** Main matrix, `nObs × nVars`; `null` when there is none. */
  get X(): Matrix | null {
    return this.#x.value;
  }

  /** The main matrix if it is in memory; `undefined` while it is still to be cut or read. */
  peekX(): Matrix | null | undefined {
    return this.#x.ready ? this.#x.value : undefined;
  }

  /** Number of observations. */
  get nObs(): number {
    return this.obs.nRows;
  }

  /** Number of variables. */
  get nVars(): number {
    return this.var.nRows;
  }

  /** Names of the observations. */
  get obsNames(): readonly string[] {
    return this.obs.index;
  }

  /** Names of the variables. */
  get varNames(): readonly string[] {
    return this.var.index;
  }

  /** `[nObs, nVars]`. */
  get shape(): readonly [number, number] {
    return [this.nObs, this.nVars];
  }

  /** All slots, as the constructor takes them; what is not yet computed stays so. */
  parts(): AnnDataParts {
    const { obs, layers, obsm, varm, obsp, varp, uns, raw, isView } = this;
    return { X: this.#x, obs, var: this.var, layers, obsm, varm, obsp, varp, uns, raw, isView };
  }

  /** An object of the same class from other parts; a façade stays a façade. */
  protected create(parts: AnnDataParts): this {
    return new (this.constructor as new (parts: AnnDataParts) => this)(parts);
  }

  /**
   * The object with some slots changed; everything else is shared.
   *
   * @param patch Per slot, values to set, `undefined` to remove.
   * @returns A new object of the same class.
   * @throws {WeftError} `Misaligned` when a shape does not fit.
   */
  with(patch: AnnDataPatch): this {
    return this.create({
      X: "X" in patch ? patch.X ?? null : this.#x,
      obs: patchFrame(this.obs, patch.obs),
      var: patchFrame(this.var, patch.var),
      layers: patchSlots(this.layers, patch.layers),
      obsm: patchSlots(this.obsm, patch.obsm),
      varm: patchSlots(this.varm, patch.varm),
      obsp: patchSlots(this.obsp, patch.obsp),
      varp: patchSlots(this.varp, patch.varp),
      uns: patchSlots(this.uns, patch.uns),
      raw: patch.raw === undefined ? this.raw : patch.raw,
    });
  }

  /**
   * The observations and variables named, in that order, as a view: slots are sliced when first asked for, and
   * consecutive rows share memory.
   *
   * @param subset Selectors for `obs` and `var`.
   * @returns A new object of the same class.
   * @throws {WeftError} `NotFound` or `InvalidArgument` when a selector names what is not there.
   */
  subset({ obs, var: vars }: Subset): this {
    const rows = obs === undefined ? undefined : selectRows(this.obs, obs, "obs");
    const columns = vars === undefined ? undefined : selectRows(this.var, vars, "var");
    // A matrix in several slots, such as counts that are X and a layer, is cut once and stays one.
    const cuts = new WeakMap<Matrix, Matrix>();
    const cut = <M extends Matrix>(matrix: M): M => {
      if (!cuts.has(matrix)) cuts.set(matrix, cutMatrix(matrix, rows, columns));
      return cuts.get(matrix) as M;
    };
    return this.create({
      X: new Lazy(() => this.X && cut(this.X)),
      obs: rows ? this.obs.takeRows(rows) : this.obs,
      var: columns ? this.var.takeRows(columns) : this.var,
      layers: mapSlots(this.layers, cut),
      obsm: takeArrays(this.obsm, rows),
      varm: takeArrays(this.varm, columns),
      obsp: takePairs(this.obsp, rows),
      varp: takePairs(this.varp, columns),
      uns: this.uns,
      raw: this.raw && rows ? this.raw.takeRows(rows) : this.raw,
      isView: true,
    });
  }

  /** What Python prints: the shape, then the keys of every slot that has some. */
  toString(): string {
    return anndataSummary(this);
  }

  /** What a notebook shows: the text summary and, once displays are loaded, HTML. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }

  #check(): void {
    const { nObs, nVars } = this;
    for (const [name, layer] of readyEntries(this.layers)) checkShape(layer, [nObs, nVars], `layers[${show(name)}]`);
    checkAxis("obs", nObs, this.obsm, this.obsp);
    checkAxis("var", nVars, this.varm, this.varp);
    if (this.raw) checkLength(this.raw.X.nRows, nObs, "raw", "obs");
  }
}
