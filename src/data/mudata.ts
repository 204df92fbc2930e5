import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import type { AnnData } from "./anndata.ts";
import type { AxisArray, Subset } from "./anndata_parts.ts";
import { checkAxis, patchFrame, takeArrays, takePairs } from "./axis_slots.ts";
import { Frame } from "./frame.ts";
import type { Matrix } from "./matrix.ts";
import { isShared, joinAxes, type JoinedAxes, type ModalityMaps, type SharedAxis } from "./modality_maps.ts";
import { chainedRows, cutMaps, isEveryRow, sharedRows } from "./modality_rows.ts";
import type { MuDataParts, MuDataPatch } from "./mudata_parts.ts";
import { selectRows } from "./selector.ts";
import { patchSlots, type Slots, slots } from "./slots.ts";
import { mudataSummary } from "./summary/mudata_summary.ts";
import type { UnsValue } from "./uns.ts";

export type { MuDataParts, MuDataPatch } from "./mudata_parts.ts";

/**
 * Several modalities (RNA, protein, chromatin …) of one tissue, joined by observation name; immutable, and laid out as
 * Python's mudata lays it out.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = new AnnData({ X: Dense.fromRows([[1, 0], [0, 2]]), obs: new Frame(["a", "b"]) });
 * const adt = new AnnData({ X: Dense.fromRows([[5], [6]]), obs: new Frame(["b", "c"]) });
 * const tissue = new MuData({ mod: { rna, adt } });
 * assert.deepEqual(tissue.obsNames, ["a", "b", "c"]);
 * assert.deepEqual([...tissue.obsmap.adt!], [0, 1, 2]);
 * assert.deepEqual(tissue.subset({ obs: ["b"] }).modality("adt").obsNames, ["b"]);
 * ```
 */
export class MuData<M extends AnnData = AnnData> {
  /** Tells MuData from AnnData. */
  readonly kind = "mudata";
  /** The modalities by name. */
  readonly mod: Slots<M>;
  /** 0 when the modalities share observations, 1 when they share variables, −1 when both. */
  readonly axis: SharedAxis;
  /** One row per observation of the whole. */
  readonly obs: Frame;
  /** One row per variable of the whole. */
  readonly var: Frame;
  /** Arrays with one row per observation of the whole. */
  readonly obsm: Slots<AxisArray>;
  /** Arrays with one row per variable of the whole. */
  readonly varm: Slots<AxisArray>;
  /** Matrices `nObs × nObs`. */
  readonly obsp: Slots<Matrix>;
  /** Matrices `nVars × nVars`. */
  readonly varp: Slots<Matrix>;
  /** Everything else. */
  readonly uns: Slots<UnsValue>;
  /** For each modality, 1-based row of every observation of the whole; 0 where it has none. */
  readonly obsmap: ModalityMaps;
  /** For each modality, 1-based row of every variable of the whole; 0 where it has none. */
  readonly varmap: ModalityMaps;
  /** Whether this is a part of another object that still shares its memory. */
  readonly isView: boolean;

  /**
   * An object of the given modalities and slots.
   *
   * @param parts The slots; nothing is copied.
   * @throws {WeftError} `TooSmall` without modalities, `Duplicate` when names on the shared axis repeat,
   * `Misaligned` when a shape does not fit; the error names the slot.
   */
  constructor(parts: MuDataParts<M>) {
    this.mod = slots(parts.mod);
    this.axis = parts.axis ?? 0;
    const joined: JoinedAxes = joinAxes(this.mod, this.axis, parts.obs?.index, parts.var?.index);
    this.obs = parts.obs ?? new Frame(joined.obsNames);
    this.var = parts.var ?? new Frame(joined.varNames);
    this.obsmap = parts.obsmap ?? joined.obsmap;
    this.varmap = parts.varmap ?? joined.varmap;
    this.obsm = slots(parts.obsm);
    this.varm = slots(parts.varm);
    this.obsp = slots(parts.obsp);
    this.varp = slots(parts.varp);
    this.uns = slots(parts.uns);
    this.isView = parts.isView ?? false;
    checkAxis("obs", this.nObs, this.obsm, this.obsp);
    checkAxis("var", this.nVars, this.varm, this.varp);
    Object.freeze(this);
  }

  /** Number of observations of the whole. */
  get nObs(): number {
    return this.obs.nRows;
  }

  /** Number of variables of the whole. */
  get nVars(): number {
    return this.var.nRows;
  }

  /** Names of the observations of the whole. */
  get obsNames(): readonly string[] {
    return this.obs.index;
  }

  /** Names of the variables of the whole. */
  get varNames(): readonly string[] {
    return this.var.index;
  }

  /** `[nObs, nVars]`. */
  get shape(): readonly [number, number] {
    return [this.nObs, this.nVars];
  }

  /** Names of the modalities, in their order. */
  get modalityNames(): string[] {
    return Object.keys(this.mod);
  }

  /**
   * A modality by name.
   *
   * @throws {WeftError} `NotFound` when it is not there; the error lists those that are.
   */
  modality(name: string): M {
    const found = this.mod[name];
    if (found) return found;
    throw new WeftError("NotFound", {
      expected: `a modality ${show(name)}`,
      found: `the modalities ${examples(this.modalityNames, 12)}`,
    });
  }

  /** All slots, as the constructor takes them; what is not yet computed stays so. */
  parts(): MuDataParts<M> {
    const { mod, axis, obs, obsm, varm, obsp, varp, uns, obsmap, varmap, isView } = this;
    return { mod, axis, obs, var: this.var, obsm, varm, obsp, varp, uns, obsmap, varmap, isView };
  }

  /** An object of the same class from other parts; a façade stays a façade. */
  protected create(parts: MuDataParts<M>): this {
    return new (this.constructor as new (parts: MuDataParts<M>) => this)(parts);
  }

  /**
   * The object with some slots changed; everything else is shared. When modalities change their observations, those
   * that no modality holds any more leave the whole.
   *
   * @param patch Per slot, values to set, `undefined` to remove.
   * @returns A new object of the same class.
   * @throws {WeftError} `Misaligned` when a shape does not fit or a modality brings observations the whole lacks.
   */
  with(patch: MuDataPatch<M>): this {
    const base = patch.mod ? this.#withModalities(patchSlots(this.mod, patch.mod)) : this;
    return this.create({
      mod: base.mod,
      axis: base.axis,
      obs: patchFrame(base.obs, patch.obs),
      var: patchFrame(base.var, patch.var),
      obsm: patchSlots(base.obsm, patch.obsm),
      varm: patchSlots(base.varm, patch.varm),
      obsp: patchSlots(base.obsp, patch.obsp),
      varp: patchSlots(base.varp, patch.varp),
      uns: patchSlots(base.uns, patch.uns),
      obsmap: base.obsmap,
      varmap: base.varmap,
    });
  }

  #withModalities(mod: Slots<M>): this {
    const joined = joinAxes(mod, this.axis);
    const keep = (axis: "obs" | "var", names: readonly string[]) => {
      const found = isShared(axis, this.axis)
        ? sharedRows(this[axis].index, names, axis)
        : chainedRows(this, mod, axis);
      const rows = found && isEveryRow(found, this[axis].nRows) ? undefined : found;
      if (rows === null) return { [axis]: new Frame(names) };
      return {
        [axis]: rows ? this[axis].takeRows(rows) : this[axis],
        [`${axis}m`]: takeArrays(this[`${axis}m`], rows),
        [`${axis}p`]: takePairs(this[`${axis}p`], rows),
      };
    };
    const { uns, axis } = this;
    return this.create({ mod, axis, uns, ...keep("obs", joined.obsNames), ...keep("var", joined.varNames) });
  }

  /**
   * The observations and variables of the whole that are named, in that order, as a view; every modality keeps those
   * of them that it has, in the same order.
   *
   * @param subset Selectors for `obs` and `var` of the whole.
   * @returns A new object of the same class.
   * @throws {WeftError} `NotFound` or `InvalidArgument` when a selector names what is not there.
   */
  subset({ obs, var: vars }: Subset): this {
    const rows = obs === undefined ? undefined : selectRows(this.obs, obs, "obs");
    const columns = vars === undefined ? undefined : selectRows(this.var, vars, "var");
    const inObs = cutMaps(this.obsmap, rows);
    const inVar = cutMaps(this.varmap, columns);
    const cut = Object.entries(this.mod).map(([name, adata]) => {
      const kept: Subset = { ...(rows && { obs: inObs.rows[name]! }), ...(columns && { var: inVar.rows[name]! }) };
      return [name, adata.subset(kept)] as const;
    });
    return this.create({
      ...this.parts(),
      mod: Object.fromEntries(cut),
      obs: rows ? this.obs.takeRows(rows) : this.obs,
      var: columns ? this.var.takeRows(columns) : this.var,
      obsm: takeArrays(this.obsm, rows),
      varm: takeArrays(this.varm, columns),
      obsp: takePairs(this.obsp, rows),
      varp: takePairs(this.varp, columns),
      obsmap: inObs.maps,
      varmap: inVar.maps,
      isView: true,
    });
  }

  /** What Python prints: the shape, the keys of the whole, then each modality. */
  toString(): string {
    return mudataSummary(this);
  }

  /** What a notebook shows: the text summary and, once displays are loaded, HTML. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }
}
