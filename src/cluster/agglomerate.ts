import { throwIfAborted } from "../core/abort.ts";
import type { Watched } from "../core/progress.ts";
import type { ScatterClusters } from "./scatter_clusters.ts";

/**
 * Merges the cheapest pair until `nClusters` are left, and returns the merges in order: each as two rows, one of either
 * cluster. Costs of all pairs are kept in a triangle (n²/2 doubles), with the cheapest partner of every row beside it.
 * Among equal costs the last pair wins, in the order (1, 0), (2, 0), (2, 1), …
 */
export function agglomerate(clusters: ScatterClusters, nClusters: number, watched: Watched = {}): Int32Array {
  const n = clusters.count;
  const costs = new Float64Array(n * (n - 1) / 2);
  const best = new Int32Array(n);
  const least = new Float64Array(n).fill(Infinity);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  for (let j = 1, at = 0; j < n; at += j++) {
    costs.set(clusters.costsOf(j, 0, j), at);
    findBest(costs, j, best, least);
  }
  const merges = new Int32Array(2 * Math.max(0, n - nClusters));
  for (let step = 0; step < merges.length; step += 2) {
    throwIfAborted(watched.signal, "the hierarchical start");
    if (step % 256 === 0) {
      watched.onProgress?.({ stage: "hierarchical start", done: step / 2, total: merges.length / 2 });
    }
    let j = 1;
    for (let row = 2; row < clusters.count; row++) if (least[row]! <= least[j]!) j = row;
    const i = best[j]!;
    merges[step] = rows[i]!;
    merges[step + 1] = rows[j]!;
    clusters.merge(i, j);
    const last = clusters.count;
    rows[j] = rows[last]!;
    moveCosts(costs, last, j);
    updateCosts(clusters, costs, i);
    if (j < last) findBest(costs, j, best, least);
    findBest(costs, i, best, least);
    for (let row = i + 1; row < last; row++) {
      if (row === j) continue;
      if (best[row] === i || best[row] === j) findBest(costs, row, best, least);
      else {
        improve(costs, row, i, best, least);
        if (row > j) improve(costs, row, j, best, least);
      }
    }
  }
  return merges;
}

function offset(row: number): number {
  return row * (row - 1) / 2;
}

/** The cheapest partner below `row`, the last of equals. */
function findBest(costs: Float64Array, row: number, best: Int32Array, least: Float64Array): void {
  const start = offset(row);
  let at = -1, value = Infinity;
  for (let i = 0; i < row; i++) {
    if (costs[start + i]! <= value) {
      value = costs[start + i]!;
      at = i;
    }
  }
  best[row] = at;
  least[row] = value;
}

function improve(costs: Float64Array, row: number, i: number, best: Int32Array, least: Float64Array): void {
  const cost = costs[offset(row) + i]!;
  if (cost < least[row]! || (cost === least[row]! && i > best[row]!)) {
    best[row] = i;
    least[row] = cost;
  }
}

/** The costs of the cluster that stood in slot `from` (the last) become those of slot `to`. */
function moveCosts(costs: Float64Array, from: number, to: number): void {
  if (from === to) return;
  const start = offset(from);
  costs.copyWithin(offset(to), start, start + to);
  for (let row = to + 1; row < from; row++) costs[offset(row) + to] = costs[start + row]!;
}

function updateCosts(clusters: ScatterClusters, costs: Float64Array, i: number): void {
  const row = clusters.costsOf(i, 0, clusters.count);
  costs.set(row.subarray(0, i), offset(i));
  for (let k = i + 1; k < row.length; k++) costs[offset(k) + i] = row[k]!;
}
