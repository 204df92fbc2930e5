import { matchCodes } from "../cluster/match_codes.ts";

/** How far clusterings of the same spots agree. */
export interface Agreement {
  /** For each spot, the share of pairs of clusterings that put it alike, after their clusters were matched; 0 … 1. */
  readonly perSpot: Float64Array;
  /** The number of the clustering that agrees best with all others. */
  readonly center: number;
  /** The cluster of each spot that most clusterings put it into, in the numbers of the central one. */
  readonly consensus: Int32Array;
}

/** Compares every pair of clusterings; clusters are matched so that most spots agree (Hungarian algorithm). */
export function agreement(clusterings: readonly Int32Array[]): Agreement {
  const nObs = clusterings[0]!.length;
  const counts = clusterings.map((labels) => labels.reduce((most, label) => Math.max(most, label + 1), 0));
  const perSpot = new Float64Array(nObs);
  const totals = new Float64Array(clusterings.length);
  let nPairs = 0;
  for (let a = 0; a < clusterings.length; a++) {
    for (let b = a + 1; b < clusterings.length; b++, nPairs++) {
      const matched = inNumbersOf(clusterings[b]!, clusterings[a]!, counts[b]!, counts[a]!);
      for (let i = 0; i < nObs; i++) {
        if (matched[i] !== clusterings[a]![i]) continue;
        perSpot[i]!++;
        totals[a]!++;
        totals[b]!++;
      }
    }
  }
  const center = totals.indexOf(Math.max(...totals));
  const votes = clusterings.map((labels, c) => inNumbersOf(labels, clusterings[center]!, counts[c]!, counts[center]!));
  const consensus = Int32Array.from({ length: nObs }, (_, i) => mostVoted(votes, i, clusterings[center]![i]!));
  return { perSpot: perSpot.map((count) => nPairs === 0 ? 1 : count / nPairs), center, consensus };
}

/** Labels in the numbers of another clustering; −1 for a cluster without a partner there. */
function inNumbersOf(labels: Int32Array, reference: Int32Array, nLabels: number, nReference: number): Int32Array {
  const partners = matchCodes(labels, reference, nLabels, nReference);
  return labels.map((label) => label < 0 ? -1 : partners[label]!);
}

/** Ties go to the central clustering if it is among the first, else to the least number. */
function mostVoted(votes: readonly Int32Array[], spot: number, central: number): number {
  const counts = new Map<number, number>();
  for (const vote of votes) if (vote[spot]! >= 0) counts.set(vote[spot]!, (counts.get(vote[spot]!) ?? 0) + 1);
  let best = central;
  for (const [label, count] of [...counts].sort(([a], [b]) => a - b)) {
    if (count > (counts.get(best) ?? 0)) best = label;
  }
  return best;
}
