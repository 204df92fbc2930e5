import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "./anndata.ts";
import type { ModalityMaps } from "./modality_maps.ts";
import type { MuData } from "./mudata.ts";
import { type Slots, slots } from "./slots.ts";

/** Modality maps after rows of the whole were taken, and the rows that each modality keeps. */
export interface CutMaps {
  /** The maps of the cut whole. */
  readonly maps: ModalityMaps;
  /** Rows of each modality, in the order of the cut whole; all when nothing was cut. */
  readonly rows: Readonly<Record<string, Int32Array>>;
}

/** Takes rows of the whole in every modality map; the maps as they are when `taken` is left out. */
export function cutMaps(maps: ModalityMaps, taken?: Int32Array): CutMaps {
  if (!taken) return { maps, rows: {} };
  const rows: Record<string, Int32Array> = {};
  const cut: Record<string, Int32Array> = {};
  for (const [name, map] of Object.entries(maps)) {
    const places = taken.map((row) => map[row]!);
    rows[name] = places.filter((place) => place > 0).map((place) => place - 1);
    let next = 0;
    cut[name] = places.map((place) => place > 0 ? ++next : 0);
  }
  return { maps: slots(cut), rows };
}

/** Rows of the whole that some modality still holds; a name that the whole lacks is an error. */
export function sharedRows(index: readonly string[], names: readonly string[], axis: string): Int32Array {
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

/** Whether the rows named are all `nRows` of them in their order, so that nothing has to be cut. */
export function isEveryRow(rows: Int32Array, nRows: number): boolean {
  return rows.length === nRows && rows.every((row, i) => row === i);
}

/** Rows of the whole for the chained names of the modalities; `null` when one of them is new. */
export function chainedRows(
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
