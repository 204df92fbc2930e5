import assert from "node:assert/strict";

import { kmeans } from "../../../src/cluster/kmeans.ts";
import type { CategoricalColumn } from "../../../src/data/columns/categorical_column.ts";
import { Dense } from "../../../src/data/dense.ts";
import type { MuData } from "../../../src/data/mudata.ts";
import { permuteCoordinates } from "../../../src/io/datasets/permute_coordinates.ts";
import { simulatedTissue, type SimulatedTissueOptions } from "../../../src/io/datasets/simulated_tissue.ts";
import { ari } from "../../../src/metrics/ari.ts";
import { log1p } from "../../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../../src/preprocess/normalize_total.ts";
import { pca } from "../../../src/preprocess/pca.ts";
import { scale } from "../../../src/preprocess/scale.ts";

/** The modalities' components side by side, in the order of the whole. */
function components(tissue: MuData): Dense {
  const blocks = tissue.modalityNames.map((name) => {
    const ordered = tissue.modality(name).subset({ obs: tissue.obsNames });
    return pca(scale(log1p(normalizeTotal(ordered, { targetSum: 1e4 }))), { nComps: 20, solver: "randomized" })
      .obsm["X_pca"] as Dense;
  });
  const rows = Array.from(
    { length: tissue.nObs },
    (_, i) => blocks.flatMap((block) => Array.from(block.row(i), Number)),
  );
  return Dense.fromRows(rows, "float64");
}

/** Every row replaced by the mean over the spot and those less than `reach` steps of the grid away. */
function neighbourMeans(x: Dense, coordinates: Dense, reach: number): Dense {
  const { nRows, nCols } = x;
  const limit = (reach * 4 / 35) ** 2;
  const values = x.data as Float64Array, places = coordinates.data as Float64Array;
  const means = new Float64Array(values.length);
  for (let i = 0; i < nRows; i++) {
    let count = 0;
    for (let j = 0; j < nRows; j++) {
      if ((places[2 * i]! - places[2 * j]!) ** 2 + (places[2 * i + 1]! - places[2 * j + 1]!) ** 2 >= limit) continue;
      count++;
      for (let k = 0; k < nCols; k++) means[i * nCols + k]! += values[j * nCols + k]!;
    }
    for (let k = 0; k < nCols; k++) means[i * nCols + k]! /= count;
  }
  return new Dense(means, { shape: x.shape });
}

/** A tissue with its components, and a function that scores k-means on a matrix against the truth. */
function study(options: SimulatedTissueOptions) {
  const tissue = simulatedTissue({ input: "counts", ...options });
  const truth = tissue.obs.column("domain") as CategoricalColumn;
  const score = (z: Dense): number => {
    const clustered = kmeans(tissue.with({ obsm: { z } }), {
      useRep: "z",
      nClusters: truth.categories.length,
      keyAdded: "k",
    });
    return ari(clustered.obs.column("k"), truth);
  };
  return { tissue, x: components(tissue), places: tissue.obsm["spatial"] as Dense, score };
}

function between(found: number, low: number, high: number, what: string): void {
  assert.ok(found >= low && found <= high, `${what}: ${found}, expected ${low} to ${high}`);
}

Deno.test("simulatedTissue() hard needs space: k-means reaches the card's rows", () => {
  const { tissue, x, places, score } = study({ preset: "hard", seed: 31 });
  const elsewhere = permuteCoordinates(tissue, { seed: 1 }).obsm["spatial"] as Dense;
  between(score(x), 0, 0.3, "components side by side (card .07–.12)");
  between(score(neighbourMeans(x, places, 1.2)), 0.75, 0.92, "mean over 5 spots (card .82–.86)");
  between(score(neighbourMeans(x, places, 1.6)), 0.5, 0.7, "mean over 9 spots (card .58–.62)");
  between(score(neighbourMeans(x, elsewhere, 1.2)), -0.05, 0.2, "mean over 5 spots, places permuted");
});

Deno.test("simulatedTissue() default is solved by the mean over 5 spots", () => {
  const { x, places, score } = study({ seed: 41 });
  between(score(neighbourMeans(x, places, 1.2)), 0.97, 1, "mean over 5 spots (card .99)");
});

Deno.test("simulatedTissue() of pure noise shows no domain to the mean over 5 spots", () => {
  const { x, places, score } = study({ preset: "hard", seed: 7, pureNoise: true });
  between(score(neighbourMeans(x, places, 1.2)), -0.03, 0.03, "mean over 5 spots");
});
