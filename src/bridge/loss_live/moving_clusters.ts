import { Rng } from "../../core/rng.ts";
import { fitKMeans } from "../../cluster/fit_kmeans.ts";
import { matchCodes } from "../../cluster/match_codes.ts";

/** The present embedding of the spots that are shown. */
export interface Cloud {
  /** `nObs × nLatent`, row after row. */
  readonly data: Float32Array;
  /** Number of spots. */
  readonly nObs: number;
  /** Width of the embedding. */
  readonly nLatent: number;
}

/** Spots the centres are found from; the others join the nearest. */
const FITTED = 2000;
/** Iterations at most: it is a glance, and the next one goes on from here. */
const ITERATIONS = 12;
/** Every so many pictures a fresh start is tried. */
const FRESH_EVERY = 3;
/** A fresh start must be that much better than going on, for then colours stay where they are. */
const BETTER = 0.98;

/**
 * Clusters an embedding that moves, by k-means from where the clusters were, or from a fresh start where that is clearly
 * better; clusters keep their numbers from one picture to the next as far as they share spots.
 */
export class MovingClusters {
  readonly #nClusters: number;
  readonly #seed: number;
  #labels: Int32Array | undefined;
  #pictures = 0;

  /**
   * @param nClusters Clusters at most; there are fewer when there are fewer spots.
   * @param seed Seed of the starts.
   * @param labels The picture before, to go on from; default none.
   */
  constructor(nClusters: number, seed: number, labels?: Uint8Array) {
    this.#nClusters = nClusters;
    this.#seed = seed;
    if (labels) this.#labels = Int32Array.from(labels);
  }

  /** The cluster of each spot in the next picture of the same spots. */
  next(cloud: Cloud): Uint8Array<ArrayBuffer> {
    const nClusters = Math.min(this.#nClusters, cloud.nObs);
    if (nClusters === 0) return new Uint8Array(0);
    const labels = this.#cluster(cloud, nClusters);
    this.#pictures++;
    this.#labels = this.#labels ? renumber(labels, this.#labels, nClusters) : bySize(labels, nClusters);
    return Uint8Array.from(this.#labels);
  }

  #cluster(cloud: Cloud, nClusters: number): Int32Array {
    const { nObs, nLatent } = cloud;
    const rows = nObs > FITTED ? new Rng(this.#seed).split("fitted").sample(nObs, FITTED) : undefined;
    const fitted = { data: rows ? takeRows(cloud, rows) : cloud.data, nRows: rows?.length ?? nObs, nCols: nLatent };
    const options = { nClusters, maxIter: ITERATIONS, tolerance: 1e-3 };
    const centers = this.#labels && means(cloud, this.#labels, nClusters);
    const moved = centers && fitKMeans(fitted, { ...options, centers });
    const due = this.#pictures % FRESH_EVERY === 0;
    const fresh = moved && !due ? moved : fitKMeans(fitted, { ...options, nInit: 1, seed: this.#seed });
    const best = moved && moved.inertia * BETTER <= fresh.inertia ? moved : fresh;
    return rows ? nearest(cloud, best.centers) : best.labels;
  }
}

function takeRows({ data, nLatent }: Cloud, rows: Int32Array): Float32Array {
  const taken = new Float32Array(rows.length * nLatent);
  rows.forEach((row, i) => taken.set(data.subarray(row * nLatent, (row + 1) * nLatent), i * nLatent));
  return taken;
}

/** The centre of each cluster's spots; `undefined` when one has none. */
function means({ data, nObs, nLatent }: Cloud, labels: Int32Array, nClusters: number): Float64Array | undefined {
  const sizes = new Int32Array(nClusters);
  const centers = new Float64Array(nClusters * nLatent);
  for (let i = 0, at = 0; i < nObs; i++) {
    sizes[labels[i]!]!++;
    for (let j = 0, to = labels[i]! * nLatent; j < nLatent; j++, at++, to++) centers[to]! += data[at]!;
  }
  if (sizes.includes(0)) return undefined;
  return centers.map((sum, at) => sum / sizes[Math.floor(at / nLatent)]!);
}

function nearest({ data, nObs, nLatent }: Cloud, centers: Float64Array): Int32Array {
  const labels = new Int32Array(nObs);
  for (let i = 0; i < nObs; i++) {
    let least = Infinity;
    for (let c = 0, from = 0; from < centers.length; c++, from += nLatent) {
      let sum = 0;
      for (let j = 0, at = i * nLatent; j < nLatent; j++, at++) {
        const difference = data[at]! - centers[from + j]!;
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        labels[i] = c;
      }
    }
  }
  return labels;
}

/** The first picture: the largest cluster is number 0. */
function bySize(labels: Int32Array, nClusters: number): Int32Array {
  const sizes = new Int32Array(nClusters);
  for (const label of labels) sizes[label]!++;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]!);
  const rank = new Int32Array(nClusters);
  order.forEach((label, at) => rank[label] = at);
  return labels.map((label) => rank[label]!);
}

/** The numbers of the clusters before that share most spots; those without a partner take what is left. */
function renumber(labels: Int32Array, before: Int32Array, nClusters: number): Int32Array {
  const partners = matchCodes(labels, before, nClusters, nClusters);
  const taken = new Set(partners);
  const free = Array.from({ length: nClusters }, (_, code) => code).filter((code) => !taken.has(code));
  const names = partners.map((partner) => partner >= 0 ? partner : free.shift()!);
  return labels.map((label) => names[label]!);
}
