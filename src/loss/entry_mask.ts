import { checkLength } from "../core/check.ts";
import type { EntryWeights } from "../engine/backend/kernels/likelihood.ts";

/** Which entries of a batch were observed; the others count nothing. */
export interface EntryMask {
  /** Some rows of `nVars` numbers: 1 observed, 0 not. Use one array for the whole training: it is prepared once. */
  readonly rows: Float32Array;
  /** Which of the rows holds for each observation, say its modality; default the one of its own number. */
  readonly rowOf?: Int32Array | undefined;
  /**
   * `cell` (default): each observation's mean over its observed entries, times `nVars`; `all`: the mean over the observed
   * entries of all observations, times `nVars`. They differ when observations have unequal numbers of observed entries.
   */
  readonly per?: "cell" | "all" | undefined;
}

/** Weights by which masked losses are summed. */
export interface MaskedSum {
  /** Weight of each entry; `undefined` = 1. */
  readonly weights: EntryWeights | undefined;
  /** Factor on everything. */
  readonly scale: number;
}

const perCell = new WeakMap<Float32Array, Float32Array>();

/** Without a mask: the sum over variables, mean over observations. */
export function maskedSum(mask: EntryMask | undefined, nObs: number, nVars: number): MaskedSum {
  if (mask === undefined) return { weights: undefined, scale: 1 / Math.max(1, nObs) };
  const { rows, rowOf, per = "cell" } = mask;
  if (rowOf) checkLength(rowOf.length, nObs, "rowOf", "the observations");
  else checkLength(rows.length, nObs * nVars, "the mask", "the entries");
  if (per === "all") {
    let observed = 0;
    for (let i = 0; i < nObs; i++) observed += countRow(rows, rowOf ? rowOf[i]! : i, nVars);
    return { weights: { values: rows, at: rowOf }, scale: observed === 0 ? 0 : nVars / observed };
  }
  let values = perCell.get(rows);
  if (!values) perCell.set(rows, values = overCounts(rows, nVars));
  return { weights: { values, at: rowOf }, scale: 1 / Math.max(1, nObs) };
}

function overCounts(rows: Float32Array, nVars: number): Float32Array {
  const values = new Float32Array(rows.length);
  for (let row = 0; row < rows.length / Math.max(1, nVars); row++) {
    const observed = countRow(rows, row, nVars);
    for (let j = row * nVars; j < (row + 1) * nVars; j++) values[j] = observed === 0 ? 0 : rows[j]! * nVars / observed;
  }
  return values;
}

function countRow(rows: Float32Array, row: number, nVars: number): number {
  let observed = 0;
  for (let j = row * nVars; j < (row + 1) * nVars; j++) observed += rows[j]!;
  return observed;
}
