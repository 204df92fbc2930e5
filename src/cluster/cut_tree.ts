import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { MergeTree } from "./hierarchical_start.ts";

/**
 * The partition of a merge tree at a number of clusters.
 *
 * @param tree Of {@linkcode hierarchicalStart}.
 * @param nClusters From 1 to the number of rows.
 * @returns Cluster of every row, 0 … nClusters − 1 in order of first appearance.
 * @throws {WeftError} `InvalidArgument` when the tree was stopped before so few clusters or has fewer rows.
 *
 * @example
 * ```ts
 * import { cutTree } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...cutTree({ nObs: 3, merges: Int32Array.of(1, 2, 0, 1) }, 2)], [0, 1, 1]);
 * ```
 */
export function cutTree({ nObs, merges }: MergeTree, nClusters: number): Int32Array {
  checkInteger(nClusters, "nClusters", 1, nObs);
  const nMerges = nObs - nClusters;
  if (2 * nMerges > merges.length) {
    throw new WeftError("InvalidArgument", {
      expected: `nClusters to be at least ${nObs - merges.length / 2}, where merging stopped`,
      found: `${nClusters}`,
    });
  }
  const parents = Int32Array.from({ length: nObs }, (_, i) => i);
  const root = (row: number): number => {
    while (parents[row] !== row) row = parents[row] = parents[parents[row]!]!;
    return row;
  };
  for (let at = 0; at < 2 * nMerges; at += 2) parents[root(merges[at + 1]!)] = root(merges[at]!);
  const names = new Map<number, number>();
  return Int32Array.from(parents, (_, row) => {
    const representative = root(row);
    const name = names.get(representative) ?? names.size;
    names.set(representative, name);
    return name;
  });
}
