import type { AnnData } from "../../../data/anndata.ts";
import { column } from "../../../data/columns/column.ts";
import { codesOf } from "../../../data/columns/codes_of.ts";
import { MuData } from "../../../data/mudata.ts";
import { unpair } from "../../../data/unpair.ts";

/** Cells of modalities that share none, with what is known of them. Rows are the first modality's, then the next one's. */
export interface UnpairedCells {
  /** Modalities with counts, no cell in two. */
  readonly whole: MuData;
  /** Type of each cell, as a number. */
  readonly labels: Int32Array;
  /** Batch of each cell; none where there are no batches. */
  readonly batch: Int32Array | undefined;
  /** Modality of each cell, as a number. */
  readonly modality: Int32Array;
  /** Rows that are scored. */
  readonly scored: Int32Array;
  /** Rows of the first modality and of the second that are partners, pair by pair. */
  readonly partners: readonly [Int32Array, Int32Array];
}

/** What is known of cells beside their counts. */
export interface KnownOfCells {
  /** Column with the cell types. */
  readonly labelsKey: string;
  /** Column with the batches, if there are any. */
  readonly batchKey?: string;
  /** Rows of each modality that are scored; all when left out. */
  readonly scored?: readonly number[];
  /** Rows within the first modality and the second that are partners; those that are scored when left out. */
  readonly partners?: readonly [ArrayLike<number>, ArrayLike<number>];
}

/** Modalities laid one behind the other, every measured cell taken for one of its own. */
export function unpairedCells(
  mod: Readonly<Record<string, AnnData>>,
  { labelsKey, batchKey, scored, partners }: KnownOfCells,
): UnpairedCells {
  const whole = unpair(new MuData({ mod }));
  const parts = Object.values(mod);
  const starts = parts.map((_, m) => parts.slice(0, m).reduce((sum, { nObs }) => sum + nObs, 0));
  const stacked = (key: string) => codesOf(column(parts.flatMap((part) => part.obs.column(key).toArray()))).codes;
  const rowsOf = (m: number) => scored ?? Array.from({ length: parts[m]!.nObs }, (_, i) => i);
  const inWhole = (rows: ArrayLike<number>, m: number) => Int32Array.from(rows, (row) => starts[m]! + row);
  const [first, second] = partners ?? [rowsOf(0), rowsOf(1)];
  return {
    whole,
    labels: stacked(labelsKey),
    batch: batchKey === undefined ? undefined : stacked(batchKey),
    modality: Int32Array.from(parts.flatMap(({ nObs }, m) => new Array<number>(nObs).fill(m))),
    scored: Int32Array.from(parts.flatMap((_, m) => Array.from(inWhole(rowsOf(m), m)))),
    partners: [inWhole(first, 0), inWhole(second, 1)],
  };
}
