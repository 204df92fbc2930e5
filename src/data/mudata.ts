import { checkLength, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData, AxisArray } from "./anndata.ts";
import type { ColumnInput } from "./columns/column.ts";
import { Frame } from "./frame.ts";
import { type Matrix, takeColumns, takeRows } from "./matrix.ts";
import { joinAxes, type JoinedAxes, type ModalityMaps } from "./modality_maps.ts";
import { type Selector, selectRows } from "./selector.ts";
import { mapSlots, patchSlots, readyEntries, type Slots, slots, type SlotsPatch } from "./slots.ts";
import { mudataSummary } from "./summary/mudata_summary.ts";
import type { UnsValue } from "./uns.ts";

/** The parts a {@linkcode MuData} is made of; only `mod` is needed. */
export interface MuDataParts<M extends AnnData = AnnData> {
  /** The modalities by name, in their order. */
  readonly mod: Readonly<Record<string, M>>;
  /** 0 when the modalities share observations (the default), 1 when they share variables. */
  readonly axis?: 0 | 1;
  /** One row per observation of the whole; by default the union of the modalities', in the order met. */
  readonly obs?: Frame;
  /** One row per variable of the whole; by default the modalities' one after another. */
  readonly var?: Frame;
  /** Arrays with one row per observation of the whole, such as `X_smart`. */
  readonly obsm?: Slots<AxisArray>;
  /** Arrays with one row per variable of the whole. */
  readonly varm?: Slots<AxisArray>;
  /** Matrices `nObs × nObs`. */
  readonly obsp?: Slots<Matrix>;
  /** Matrices `nVars × nVars`. */
  readonly varp?: Slots<Matrix>;
  /** Everything else. */
  readonly uns?: Slots<UnsValue>;
  /** Where each observation of the whole stands in each modality; computed from the names when left out. */
  readonly obsmap?: ModalityMaps;
  /** Where each variable of the whole stands in each modality; computed when left out. */
  readonly varmap?: ModalityMaps;
  /** Whether the parts are a view of another object; default false. */
  readonly isView?: boolean;
}

/** Changes for {@linkcode MuData.with}: per slot, values to set, `undefined` to remove. */
export interface MuDataPatch<M extends AnnData = AnnData> {
  /** Modalities to set or remove. */
  readonly mod?: SlotsPatch<M>;
  /** A new table, or columns to set or remove. */
  readonly obs?: Frame | Readonly<Record<string, ColumnInput | undefined>>;
  /** A new table, or columns to set or remove. */
  readonly var?: Frame | Readonly<Record<string, ColumnInput | undefined>>;
  /** Entries to set or remove. */
  readonly obsm?: SlotsPatch<AxisArray>;
  /** Entries to set or remove. */
  readonly varm?: SlotsPatch<AxisArray>;
  /** Entries to set or remove. */
  readonly obsp?: SlotsPatch<Matrix>;
  /** Entries to set or remove. */
  readonly varp?: SlotsPatch<Matrix>;
  /** Entries to set or remove. */
  readonly uns?: SlotsPatch<UnsValue>;
}

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
  /** 0 when the modalities share observations, 1 when they share variables. */
  readonly axis: 0 | 1;
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
    this.#check();
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
  protected parts(): MuDataParts<M> {
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
      obs: patch.obs instanceof Frame ? patch.obs : base.obs.with(patch.obs ?? {}),
      var: patch.var instanceof Frame ? patch.var : base.var.with(patch.var ?? {}),
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
    const sharedAxis = this.axis === 0 ? "obs" : "var";
    const keep = (axis: "obs" | "var", rows: Int32Array | null, names: readonly string[]) => ({
      [axis]: rows ? this[axis].takeRows(rows) : new Frame(names),
      [`${axis}m`]: rows ? takeAxis(this[`${axis}m`], rows) : slots(),
      [`${axis}p`]: rows ? takePairs(this[`${axis}p`], rows) : slots(),
    });
    const rowsOf = (axis: "obs" | "var", names: readonly string[]) =>
      axis === sharedAxis ? sharedRows(this[axis].index, names, axis) : chainedRows(this, mod, axis);
    const { uns, axis } = this;
    return this.create({
      mod,
      axis,
      uns,
      ...keep("obs", rowsOf("obs", joined.obsNames), joined.obsNames),
      ...keep("var", rowsOf("var", joined.varNames), joined.varNames),
    });
  }

  /**
   * The observations named, in that order, as a view; every modality keeps those that it has.
   *
   * @param subset A selector for `obs`.
   * @returns A new object of the same class.
   * @throws {WeftError} `NotFound` or `InvalidArgument` when the selector names what is not there.
   */
  subset({ obs }: { readonly obs: Selector }): this {
    const rows = selectRows(this.obs, obs, "obs");
    const kept: Record<string, M> = {};
    const obsmap: Record<string, Int32Array> = {};
    for (const [name, adata] of Object.entries(this.mod)) {
      const map = takeMap(this.obsmap[name]!, rows);
      kept[name] = adata.subset({ obs: map.filter((row) => row > 0).map((row) => row - 1) });
      let next = 0;
      obsmap[name] = map.map((row) => row > 0 ? ++next : 0);
    }
    return this.create({
      ...this.parts(),
      mod: kept,
      obs: this.obs.takeRows(rows),
      obsm: takeAxis(this.obsm, rows),
      obsp: takePairs(this.obsp, rows),
      obsmap: slots(obsmap),
      isView: true,
    });
  }

  /** What Python prints: the shape, the keys of the whole, then each modality. */
  toString(): string {
    return mudataSummary(this);
  }

  #check(): void {
    const axes = [["obs", this.nObs, this.obsm, this.obsp], ["var", this.nVars, this.varm, this.varp]] as const;
    for (const [axis, length, arrays, pairs] of axes) {
      for (const [name, { nRows }] of readyEntries<AxisArray>(arrays)) {
        checkLength(nRows, length, `${axis}m[${show(name)}]`, `${axis} of the whole`);
      }
      for (const [name, { nRows, nCols }] of readyEntries<Matrix>(pairs)) {
        checkLength(nRows, length, `${axis}p[${show(name)}] along its rows`, `${axis} of the whole`);
        checkLength(nCols, length, `${axis}p[${show(name)}] along its columns`, `${axis} of the whole`);
      }
    }
  }
}

function takeMap(map: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => map[row]!);
}

function takeAxis(arrays: Slots<AxisArray>, rows: Int32Array): Slots<AxisArray> {
  return mapSlots(arrays, (array) => array.kind === "frame" ? array.takeRows(rows) : takeRows(array, rows));
}

function takePairs(pairs: Slots<Matrix>, rows: Int32Array): Slots<Matrix> {
  return mapSlots(pairs, (matrix) => takeColumns(takeRows(matrix, rows), rows));
}

/** Rows of the whole that some modality still holds; a name that the whole lacks is an error. */
function sharedRows(index: readonly string[], names: readonly string[], axis: string): Int32Array {
  const left = new Set(names);
  const rows = Int32Array.from(index.keys().filter((i) => left.has(index[i]!)));
  if (rows.length === left.size) return rows;
  const known = new Set(index);
  const fresh = names.filter((name) => !known.has(name));
  throw new WeftError("Misaligned", {
    expected: `modalities whose ${axis} names the whole has already`,
    found: `${fresh.length} others, such as ${examples(fresh)}`,
    next: "Make a new MuData from the modalities instead.",
  });
}

/** Rows of the whole for the chained names of the modalities; `null` when one of them is new. */
function chainedRows(
  { mod: before, obsmap, varmap }: MuData<AnnData>,
  mod: Slots<AnnData>,
  axis: "obs" | "var",
): Int32Array | null {
  const maps = axis === "obs" ? obsmap : varmap;
  const rows: number[] = [];
  for (const [name, adata] of Object.entries(mod)) {
    if (!before[name]) return null;
    const place = new Map<string, number>();
    maps[name]!.forEach((row, i) => row > 0 && place.set(before[name]![axis].index[row - 1]!, i));
    for (const key of adata[axis].index) rows.push(place.get(key) ?? -1);
  }
  return rows.includes(-1) ? null : Int32Array.from(rows);
}
