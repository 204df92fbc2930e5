import { gmm } from "../../src/cluster/gmm.ts";
import { kmeans } from "../../src/cluster/kmeans.ts";
import { AnnData } from "../../src/data/anndata.ts";
import type { Column } from "../../src/data/columns/column.ts";
import type { Dense } from "../../src/data/dense.ts";
import { ari } from "../../src/metrics/ari.ts";
import { probe } from "../../src/metrics/probe.ts";

/** The three read-outs of one embedding against the true domains. */
export interface Scores {
  /** ARI of mclust's EEE mixture on 20 components. */
  readonly mclust: number;
  /** ARI of k-means, best of 10 starts. */
  readonly kmeans: number;
  /** 5-fold accuracy of a vote of 15 neighbours. */
  readonly probe: number;
}

/** Scores an embedding, clustering it into as many groups as there are true domains. */
export function score(embedding: Dense, truth: Column): Scores {
  const nClusters = new Set(truth.toArray()).size;
  const data = new AnnData({ obsm: { Z: embedding }, obs: new AnnData({ X: embedding }).obs });
  const options = { useRep: "Z", nClusters };
  return {
    mclust: ari(gmm(data, { ...options, keyAdded: "found" }).obs.column("found"), truth),
    kmeans: ari(kmeans(data, { ...options, nInit: 10, keyAdded: "found" }).obs.column("found"), truth),
    probe: probe(embedding, truth),
  };
}

/** The better of the two clusterings. */
export function better({ mclust, kmeans }: Scores): number {
  return Math.max(mclust, kmeans);
}
