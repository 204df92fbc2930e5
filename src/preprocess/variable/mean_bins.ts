import type { DispersionFlavor } from "./dispersions.ts";

/**
 * The bin of every mean: `nBins` of equal width for `seurat`; for `cell_ranger` between the 10th, 15th, … 100th
 * percentiles, where edges that coincide are one edge. Bins include their upper edge.
 */
export function meanBins(means: Float64Array, flavor: DispersionFlavor, nBins: number): Int32Array {
  const sorted = means.slice().sort();
  const edges = flavor === "seurat" ? equalWidths(sorted, nBins) : percentiles(sorted);
  return Int32Array.from(means, (mean) => firstAtLeast(edges, mean));
}

/** Upper edges of bins of equal width; a single value widens the range by a thousandth, as pandas does. */
function equalWidths(sorted: Float64Array, nBins: number): Float64Array {
  let min = sorted[0] ?? 0;
  let max = sorted.at(-1) ?? 0;
  if (min === max) {
    const slack = min === 0 ? 0.001 : 0.001 * Math.abs(min);
    min -= slack;
    max += slack;
  }
  return Float64Array.from({ length: nBins }, (_, b) => b === nBins - 1 ? max : min + (b + 1) * ((max - min) / nBins));
}

function percentiles(sorted: Float64Array): Float64Array {
  const edges = new Set<number>();
  for (let percent = 10; percent <= 100; percent += 5) {
    const place = (percent / 100) * (sorted.length - 1);
    const low = Math.floor(place);
    const below = sorted[low]!;
    const above = sorted[Math.min(low + 1, sorted.length - 1)]!;
    edges.add(below + (above - below) * (place - low));
  }
  return Float64Array.from(edges);
}

function firstAtLeast(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
