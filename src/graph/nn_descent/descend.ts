import type { Rng } from "../../core/rng.ts";
import type { NeighborLists } from "./neighbor_lists.ts";
import { squaredWithin } from "./squared_within.ts";

/** A bounded random sample of points for every point. */
interface Candidates {
  readonly points: Int32Array;
  readonly counts: Int32Array;
}

/**
 * One round of nearest-neighbour descent (Dong, Moses and Li 2011): the neighbours of a point, and those that have it
 * as a neighbour, are offered each other, pairs that have met before left out.
 *
 * @returns How many entries of the lists changed.
 */
export function descend(
  lists: NeighborLists,
  values: Float64Array,
  width: number,
  maxCandidates: number,
  rng: Rng,
): number {
  const n = lists.indices.length / lists.k;
  const fresh = sample(lists, n, maxCandidates, 1, rng);
  const old = sample(lists, n, maxCandidates, 0, rng);
  markFollowed(lists, n, maxCandidates, fresh);
  let changed = 0;
  for (let i = 0; i < n; i++) {
    const from = i * maxCandidates;
    const freshEnd = from + fresh.counts[i]!;
    const oldEnd = from + old.counts[i]!;
    for (let p = from; p < freshEnd; p++) {
      const a = fresh.points[p]!;
      for (let q = p + 1; q < freshEnd; q++) changed += offer(lists, values, width, a, fresh.points[q]!);
      for (let q = from; q < oldEnd; q++) changed += offer(lists, values, width, a, old.points[q]!);
    }
  }
  return changed;
}

function offer(lists: NeighborLists, values: Float64Array, width: number, a: number, b: number): number {
  if (a === b) return 0;
  const worstA = lists.worst(a);
  const worstB = lists.worst(b);
  const limit = worstA > worstB ? worstA : worstB;
  const distance = squaredWithin(values, width, a, b, limit);
  if (distance >= limit) return 0;
  return (distance < worstA ? lists.insert(a, b, distance) : 0) +
    (distance < worstB ? lists.insert(b, a, distance) : 0);
}

/** For every point up to `max` of its neighbours, in both directions, with the given mark: a reservoir sample. */
function sample(lists: NeighborLists, n: number, max: number, mark: number, rng: Rng): Candidates {
  const { indices, isNew, k } = lists;
  const points = new Int32Array(n * max);
  const counts = new Int32Array(n);
  const met = new Int32Array(n);
  const put = (i: number, j: number): void => {
    const seen = met[i]!++;
    if (seen < max) {
      points[i * max + counts[i]!++] = j;
      return;
    }
    const place = rng.bits() % (seen + 1);
    if (place < max) points[i * max + place] = j;
  };
  for (let i = 0; i < n; i++) {
    for (let p = i * k; p < (i + 1) * k; p++) {
      const j = indices[p]!;
      if (j < 0 || isNew[p] !== mark) continue;
      put(i, j);
      put(j, i);
    }
  }
  return { points, counts };
}

function markFollowed(lists: NeighborLists, n: number, max: number, fresh: Candidates): void {
  const { indices, isNew, k } = lists;
  for (let i = 0; i < n; i++) {
    const chosen = fresh.points.subarray(i * max, i * max + fresh.counts[i]!);
    for (let p = i * k; p < (i + 1) * k; p++) if (isNew[p] === 1 && chosen.includes(indices[p]!)) isNew[p] = 0;
  }
}
