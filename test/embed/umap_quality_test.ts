import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { umap } from "../../src/embed/umap.ts";
import { optimizeLayout } from "../../src/embed/umap/optimize_layout.ts";
import { pcaLayout } from "../../src/embed/umap/pca_layout.ts";
import { loadUmapJs } from "../../src/embed/umap_js.ts";
import { trustworthiness } from "../../src/metrics/trustworthiness.ts";
import { apart, groups, ring } from "./support.ts";

/** A sheet rolled up: two dimensions in three, which no projection can lay flat. */
function roll(rng: Rng, n: number): { x: Dense; along: Float64Array } {
  const along = Float64Array.from({ length: n }, () => 1.5 * Math.PI * (1 + 2 * rng.uniform()));
  const values = Float64Array.from({ length: 3 * n }, (_, p) => {
    const t = along[Math.floor(p / 3)]!;
    return [t * Math.cos(t), 20 * rng.uniform(), t * Math.sin(t)][p % 3]!;
  });
  return { x: new Dense(values, { shape: [n, 3] }), along };
}

const layoutOf = (x: Dense, options: Parameters<typeof umap>[1] = {}) =>
  umap(new AnnData({ X: x }), { useRep: "X", ...options }).obsm.X_umap as Dense;

Deno.test("umap() unrolls a roll: more trustworthy than a projection, and as good as umap-js", async () => {
  await loadUmapJs();
  const { x } = roll(new Rng(1), 500);
  const flat = new Dense(pcaLayout(x, 2), { shape: [500, 2] });
  const options = { nNeighbors: 12 };
  const weft = trustworthiness(x, layoutOf(x, { nEpochs: 300 }), options);
  const other = trustworthiness(x, layoutOf(x, { nEpochs: 300, engine: "umap-js" }), options);
  const projection = trustworthiness(x, flat, options);
  assert(weft > 0.98, `${weft}`);
  assert(weft > projection + 0.05, `${weft} against ${projection} of a projection`);
  assert(weft > other - 0.02, `${weft} against ${other} of umap-js`);
});

Deno.test("umap() keeps its trustworthiness from seed to seed", () => {
  const x = groups(new Rng(2), 5, 50, 10, 2);
  const scores = [0, 1, 2, 3].map((seed) => trustworthiness(x, layoutOf(x, { seed, nEpochs: 200 })));
  assert(Math.min(...scores) > 0.8, `${scores}`);
  assert(Math.max(...scores) - Math.min(...scores) < 0.05, `${scores}`);
});

Deno.test("umap() in three dimensions is no less trustworthy than in two", () => {
  const x = groups(new Rng(3), 5, 40, 10, 2);
  const [two, three] = [2, 3].map((nComps) => trustworthiness(x, layoutOf(x, { nComps, nEpochs: 200 })));
  assert(three! > two! - 0.01, `${three} against ${two}`);
});

Deno.test("umap() stays within reach: a layout of 200 points is no wider than 100", () => {
  const x = groups(new Rng(4), 1, 200, 6);
  const layout = layoutOf(x, { nEpochs: 200 });
  const largest = Math.max(...Array.from(layout.data as Float32Array, Math.abs));
  assert(largest < 100, `${largest}`);
});

const SCHEDULE = { a: 0.583, b: 1.334, nComps: 2, learningRate: 1, negativeSampleRate: 0, repulsion: 1 };

Deno.test("optimizeLayout() takes a heavy edge more often than a light one", () => {
  // Two pairs, equally far apart; without pushes each pull shortens its edge.
  const weights = new Csr({
    shape: [4, 4],
    indptr: Int32Array.of(0, 1, 2, 3, 4),
    indices: Int32Array.of(1, 0, 3, 2),
    data: Float32Array.of(1, 1, 0.2, 0.2),
  });
  const points = Float64Array.of(0, 0, 8, 0, 0, 100, 8, 100);
  optimizeLayout(points, weights, { ...SCHEDULE, nEpochs: 15, rng: new Rng(5) });
  const [heavy, light] = [apart(points, 2, 0, 1), apart(points, 2, 2, 3)];
  assert(heavy < light && light < 8, `${heavy}, ${light}`);
});

Deno.test("optimizeLayout() does not take edges lighter than one pass in all", () => {
  const weights = new Csr({
    shape: [4, 4],
    indptr: Int32Array.of(0, 1, 2, 3, 4),
    indices: Int32Array.of(1, 0, 3, 2),
    data: Float32Array.of(1, 1, 0.01, 0.01),
  });
  const points = Float64Array.of(0, 0, 8, 0, 0, 100, 8, 100);
  optimizeLayout(points, weights, { ...SCHEDULE, nEpochs: 50, rng: new Rng(6) });
  assert.equal(apart(points, 2, 2, 3), 8);
  assert(apart(points, 2, 0, 1) < 8);
});

Deno.test("optimizeLayout() spreads points more with a larger repulsion", () => {
  const extent = (repulsion: number) => {
    const rng = new Rng(7);
    const points = Float64Array.from({ length: 120 }, () => 10 * rng.uniform());
    const schedule = { ...SCHEDULE, nEpochs: 100, negativeSampleRate: 5, repulsion, rng };
    optimizeLayout(points, ring(60, 3), schedule);
    return Math.max(...points) - Math.min(...points);
  };
  assert(extent(4) > extent(0.1));
});

Deno.test("optimizeLayout() stops by its signal between passes", () => {
  const controller = new AbortController();
  const points = Float64Array.from({ length: 40 }, (_, p) => p);
  const onProgress = ({ done }: { done: number }) => {
    if (done === 20) controller.abort();
  };
  const schedule = { ...SCHEDULE, nEpochs: 100, rng: new Rng(8), signal: controller.signal, onProgress };
  assert.throws(() => optimizeLayout(points, ring(20), schedule), /the layout to finish but found that it was stopped/);
});

class Facade extends AnnData {
  /** A method of the façade. */
  hello(): string {
    return `${this.nObs} cells`;
  }
}

Deno.test("umap() returns the class it was given, beside what was there", () => {
  const x = groups(new Rng(9), 2, 15, 3);
  const done = umap(new Facade({ X: x, obsm: { X_pca: x } }), { nEpochs: 5, nNeighbors: 5 });
  assert.equal(done.hello(), "30 cells");
  assert.deepEqual(Object.keys(done.obsm), ["X_pca", "X_umap"]);
});
