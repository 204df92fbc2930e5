import type { AnnData } from "./anndata.ts";
import type { AxisArray } from "./anndata_parts.ts";
import type { ColumnInput } from "./columns/column.ts";
import type { Frame } from "./frame.ts";
import type { Matrix } from "./matrix.ts";
import type { ModalityMaps, SharedAxis } from "./modality_maps.ts";
import type { Slots, SlotsPatch } from "./slots.ts";
import type { UnsValue } from "./uns.ts";

/** The parts a MuData is made of; only `mod` is needed. */
export interface MuDataParts<M extends AnnData = AnnData> {
  /** The modalities by name, in their order. */
  readonly mod: Readonly<Record<string, M>>;
  /** 0 when the modalities share observations (the default), 1 when they share variables, −1 when both. */
  readonly axis?: SharedAxis;
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

/** Changes for `MuData.with`: per slot, values to set, `undefined` to remove. */
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
