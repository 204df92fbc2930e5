import type { GenomicPlace } from "../../core/genomic_place.ts";

/** Which of many stretches each place touches: those of place `i` are `targets[starts[i]]` to `targets[starts[i + 1]]`. */
export interface Overlaps {
  /** `nPlaces + 1`. */
  readonly starts: Int32Array;
  /** Positions in the list of stretches, rising within a place. */
  readonly targets: Int32Array;
}

/** The stretches of one chromosome by their starts, with the furthest end up to each. */
interface Lane {
  readonly order: readonly number[];
  readonly furthest: Float64Array;
}

/**
 * Every pair of a place and a stretch with a base in common. Stretches are sorted once; a place looks back from the last
 * one that starts before its end, until none can reach it any more.
 */
export function overlaps(places: readonly GenomicPlace[], stretches: readonly GenomicPlace[]): Overlaps {
  const lanes = lanesOf(stretches);
  const starts = new Int32Array(places.length + 1);
  const targets: number[] = [];
  places.forEach((place, i) => {
    const lane = lanes.get(place.chrom);
    if (lane) {
      const touched: number[] = [];
      for (let at = countBefore(lane, stretches, place.end) - 1; at >= 0; at--) {
        if (lane.furthest[at]! <= place.start) break;
        const target = lane.order[at]!;
        if (stretches[target]!.end > place.start) touched.push(target);
      }
      for (const target of touched.sort((a, b) => a - b)) targets.push(target);
    }
    starts[i + 1] = targets.length;
  });
  return { starts, targets: Int32Array.from(targets) };
}

function lanesOf(stretches: readonly GenomicPlace[]): Map<string, Lane> {
  const byChrom = Map.groupBy(stretches.keys(), (i) => stretches[i]!.chrom);
  return new Map(Array.from(byChrom, ([chrom, members]) => {
    const order = members.sort((a, b) => stretches[a]!.start - stretches[b]!.start);
    const furthest = new Float64Array(order.length);
    let end = -Infinity;
    order.forEach((member, at) => furthest[at] = end = Math.max(end, stretches[member]!.end));
    return [chrom, { order, furthest }];
  }));
}

/** How many stretches of the lane start before `position`. */
function countBefore({ order }: Lane, stretches: readonly GenomicPlace[], position: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[order[middle]!]!.start < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
