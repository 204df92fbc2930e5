/**
 * The thread that clusters the embedding of a run while it trains: the first message says how many clusters, each
 * further one is an embedding and is answered by labels.
 *
 * @module
 */
import { type Cloud, MovingClusters } from "./moving_clusters.ts";

/** The first message. */
export interface ClusterSettings {
  /** Clusters at most. */
  readonly nClusters: number;
  /** Seed of the starts. */
  readonly seed: number;
}

/** An answer: labels, or why there are none. */
export type ClusterAnswer = ClusteredCloud | { readonly problem: string };

/** The clusters of an embedding. */
export interface ClusteredCloud {
  /** The cluster of each spot. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** Milliseconds it took. */
  readonly cost: number;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ClusterSettings | Cloud>) => void) | null;
  postMessage(answer: ClusterAnswer): void;
};

let clusters: MovingClusters | undefined;
scope.onmessage = ({ data }) => {
  if (!("data" in data)) {
    clusters = new MovingClusters(data.nClusters, data.seed);
    return;
  }
  const started = performance.now();
  try {
    const labels = clusters!.next(data);
    scope.postMessage({ labels, cost: performance.now() - started });
  } catch (error) {
    scope.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
};
