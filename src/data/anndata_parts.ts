import type { ColumnInput } from "./columns/column.ts";
import type { Frame } from "./frame.ts";
import type { Lazy } from "./lazy.ts";
import type { Matrix } from "./matrix.ts";
import type { Raw } from "./raw.ts";
import type { Selector } from "./selector.ts";
import type { Slots, SlotsPatch } from "./slots.ts";
import type { UnsValue } from "./uns.ts";

/** What can lie in `obsm` and `varm`: a matrix or a table with one row per observation or variable. */
export type AxisArray = Matrix | Frame;

/** The parts an AnnData is made of; all but one of `X`, `obs`, `var` may be left out. */
export interface AnnDataParts {
  /** Main matrix, `nObs × nVars`; `null` when there is none. */
  readonly X?: Matrix | null | Lazy<Matrix | null>;
  /** One row per observation; rows named "0", "1", … when left out. */
  readonly obs?: Frame;
  /** One row per variable; rows named "0", "1", … when left out. */
  readonly var?: Frame;
  /** Further matrices `nObs × nVars`, such as `counts`. */
  readonly layers?: Slots<Matrix>;
  /** Arrays with one row per observation, such as `X_pca`, `spatial`. */
  readonly obsm?: Slots<AxisArray>;
  /** Arrays with one row per variable, such as `PCs`. */
  readonly varm?: Slots<AxisArray>;
  /** Matrices `nObs × nObs`, such as `spatial_connectivities`. */
  readonly obsp?: Slots<Matrix>;
  /** Matrices `nVars × nVars`. */
  readonly varp?: Slots<Matrix>;
  /** Everything else. */
  readonly uns?: Slots<UnsValue>;
  /** The state before variables were filtered, or `null`. */
  readonly raw?: Raw | null;
  /** Whether the parts are a view of another object; default false. */
  readonly isView?: boolean;
}

/** Changes for `AnnData.with`: per slot, values to set, `undefined` to remove. */
export interface AnnDataPatch {
  /** A new main matrix. */
  readonly X?: Matrix | null;
  /** A new table, or columns to set or remove. */
  readonly obs?: Frame | Readonly<Record<string, ColumnInput | undefined>>;
  /** A new table, or columns to set or remove. */
  readonly var?: Frame | Readonly<Record<string, ColumnInput | undefined>>;
  /** Layers to set or remove. */
  readonly layers?: SlotsPatch<Matrix>;
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
  /** A new raw state, or `null` for none. */
  readonly raw?: Raw | null;
}

/** Which part of an AnnData to keep; an axis left out is kept whole. */
export interface Subset {
  /** Observations to keep. */
  readonly obs?: Selector;
  /** Variables to keep. */
  readonly var?: Selector;
}
