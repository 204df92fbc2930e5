import type { Rng } from "../../core/rng.ts";
import { centered } from "../../cluster/centered.ts";
import { takeRows } from "../../cluster/take_rows.ts";
import { logGamma } from "../../core/special/log_gamma.ts";
import type { DenseLike } from "../../linalg/mod.ts";
import { clusterEvidence, type ClusterPrior } from "./cluster_evidence.ts";

/** Clusters of so few rows are never split. */
const TOO_FEW = 5;
const KAPPA = 1e-4;
const PSI = 0.005;

/** A partition of rows, and how its clusters may fall in two. */
export interface Partition {
  /** The cluster of each row, from 0. */
  readonly labels: Int32Array;
  /** The mean of each cluster, row after row. */
  readonly means: Float64Array;
  /** Tells the halves of a cluster's rows, 0 or 1, and the mean of either. */
  readonly halve: (
    rows: DenseLike,
    rng: Rng,
  ) => Generator<unknown, { readonly labels: Int32Array; readonly means: Float64Array }>;
  /** The source of randomness. */
  readonly rng: Rng;
}

interface Cluster {
  readonly rows: Int32Array;
  readonly mean: Float64Array;
}

/**
 * The number of clusters that the rows themselves ask for, as PRAGA's text has it: a cluster is split, and two that lie
 * nearest to each other are merged, where the Hastings ratio of that proposal under a Dirichlet process (concentration 1)
 * of Gaussians is above 1. The prior of a Gaussian is Normal–inverse-Wishart: the mean of all rows, κ 1e-4, Ψ 0.005 I
 * and `ν = d + 2`, the least whole number with a finite mean.
 *
 * @param x `nRows × d`.
 * @param partition What is split and merged.
 * @returns The means of the clusters that result, row after row.
 */
export function* splitMerge(
  x: DenseLike,
  { labels, means, halve, rng }: Partition,
): Generator<unknown, Float64Array> {
  const { nCols: d } = x;
  const prior: ClusterPrior = { mean: centered(x).means, kappa: KAPPA, nu: d + 2, psi: PSI };
  /** Log of what a cluster counts in a ratio: ln Γ(n) and its evidence. */
  function* weight(rows: Int32Array): Generator<unknown, number> {
    yield;
    return logGamma(rows.length) + clusterEvidence(takeRows(x, rows), prior);
  }
  const split: Cluster[] = [];
  for (const [k, one] of clustersOf(labels, means, d).entries()) {
    if (one.rows.length > TOO_FEW) split.push(...yield* halves(one, k));
    else split.push(one);
  }
  return flat(yield* merged(split), d);

  function* halves(one: Cluster, k: number): Generator<unknown, Cluster[]> {
    const found = yield* halve(takeRows(x, one.rows), rng.split(k));
    const parts = clustersOf(found.labels, found.means, d);
    if (parts.length < 2) return [one];
    const two = parts.map(({ rows, mean }) => ({ rows: rows.map((at) => one.rows[at]!), mean }));
    const apart = (yield* weight(two[0]!.rows)) + (yield* weight(two[1]!.rows));
    return apart > (yield* weight(one.rows)) ? two : [one];
  }

  /** Nearest pairs first; of a pair that stays apart the second may meet another. */
  function* merged(clusters: readonly Cluster[]): Generator<unknown, Cluster[]> {
    const left = [...clusters];
    const done: Cluster[] = [];
    for (let pair = nearest(left); pair; pair = nearest(left)) {
      const [a, b] = pair;
      const rows = Int32Array.from([...left[a]!.rows, ...left[b]!.rows]).sort();
      const apart = (yield* weight(left[a]!.rows)) + (yield* weight(left[b]!.rows));
      const better = (yield* weight(rows)) > apart;
      done.push(better ? { rows, mean: centered(takeRows(x, rows)).means } : left[a]!);
      if (better) left.splice(b, 1);
      left.splice(a, 1);
    }
    return [...done, ...left];
  }
}

/** Clusters that have rows. */
function clustersOf(labels: Int32Array, means: Float64Array, d: number): Cluster[] {
  const rows = Array.from({ length: means.length / d }, (): number[] => []);
  labels.forEach((label, i) => rows[label]!.push(i));
  return rows.flatMap((own, k) =>
    own.length > 0 ? [{ rows: Int32Array.from(own), mean: means.slice(k * d, (k + 1) * d) }] : []
  );
}

/** The places of the two clusters whose means are nearest to each other, the lesser first; nothing for less than two. */
function nearest(clusters: readonly Cluster[]): readonly [number, number] | undefined {
  let least = Infinity;
  let found: readonly [number, number] | undefined;
  for (let b = 1; b < clusters.length; b++) {
    for (let a = 0; a < b; a++) {
      let square = 0;
      clusters[a]!.mean.forEach((value, j) => square += (value - clusters[b]!.mean[j]!) ** 2);
      if (square < least) [least, found] = [square, [a, b]];
    }
  }
  return found;
}

function flat(clusters: readonly Cluster[], d: number): Float64Array {
  const means = new Float64Array(clusters.length * d);
  clusters.forEach(({ mean }, k) => means.set(mean, k * d));
  return means;
}
