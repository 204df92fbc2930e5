import { throwIfAborted } from "../../core/abort.ts";
import type { Watched } from "../../core/progress.ts";
import { normalSurvival } from "../../core/special/erfc.ts";
import type { Matrix } from "../../data/matrix.ts";
import { columnRanks } from "./column_ranks.ts";
import type { MarkerGroups } from "./marker_groups.ts";
import { eachColumn } from "./stored_column.ts";
import type { TestResult } from "./test_result.ts";

const REPORT_EVERY = 256;

/**
 * Wilcoxon's rank-sum test of every gene and tested group by its normal approximation, z = (R − n(N + 1)/2) / σ with
 * σ² = T n m (N + 1)/12; T corrects for ties if asked for. A gene without any spread of ranks has score 0, p-value 1.
 */
export function wilcoxonTest(x: Matrix, groups: MarkerGroups, tieCorrect: boolean, watched: Watched): TestResult[] {
  const results = groups.tested.map(() => ({ scores: new Float64Array(x.nCols), pValues: new Float64Array(x.nCols) }));
  const { codes, sizes, tested, reference } = groups;
  const columnCodes = new Int32Array(x.nRows);
  eachColumn(x, ({ values, rows, count }, j) => {
    if (j % REPORT_EVERY === 0) {
      throwIfAborted(watched.signal, "the ranking of genes");
      watched.onProgress?.({ stage: "ranking genes", done: j, total: x.nCols });
    }
    for (let p = 0; p < count; p++) columnCodes[p] = codes[rows[p]!]!;
    const own = columnCodes.subarray(0, count);
    const record = (k: number, rankSum: number, n: number, m: number, tieFactor: number) => {
      const { scores, pValues } = results[k]!;
      const deviation = Math.sqrt((tieCorrect ? tieFactor : 1) * n * m * (n + m + 1) / 12);
      const score = (rankSum - n * (n + m + 1) / 2) / deviation;
      scores[j] = Number.isNaN(score) ? 0 : score;
      pValues[j] = 2 * normalSurvival(Math.abs(scores[j]!));
    };
    if (reference < 0) {
      const { sums, tieFactor } = columnRanks(values.subarray(0, count), own, sizes);
      tested.forEach((g, k) => record(k, sums[g]!, sizes[g]!, x.nRows - sizes[g]!, tieFactor));
      return;
    }
    tested.forEach((g, k) => {
      const pair = entriesOf(values, own, g, reference);
      const { sums, tieFactor } = columnRanks(pair.values, pair.codes, Int32Array.of(sizes[g]!, sizes[reference]!));
      record(k, sums[0]!, sizes[g]!, sizes[reference]!, tieFactor);
    });
  });
  return results;
}

/** The entries of two groups, coded 0 and 1. */
function entriesOf(values: Float64Array, codes: Int32Array, first: number, second: number) {
  const kept: number[] = [];
  const sides: number[] = [];
  for (let p = 0; p < codes.length; p++) {
    if (codes[p] !== first && codes[p] !== second) continue;
    kept.push(values[p]!);
    sides.push(codes[p] === first ? 0 : 1);
  }
  return { values: Float64Array.from(kept), codes: Int32Array.from(sides) };
}
