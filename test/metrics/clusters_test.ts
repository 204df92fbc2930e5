import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { calinskiHarabasz, daviesBouldin, silhouette, silhouetteSamples } from "../../src/metrics/mod.ts";
import { assertClose } from "./partitions.ts";

function cloud(seed: number, n: number, d: number, k: number): { x: Dense; labels: number[] } {
  const rng = new Rng(seed);
  const labels = Array.from({ length: n }, () => rng.integer(k));
  const data = Float64Array.from(
    { length: n * d },
    (_, p) => rng.normal() + 1.5 * labels[Math.floor(p / d)]! * (p % 2),
  );
  return { x: new Dense(data, { shape: [n, d] }), labels };
}

function distance(x: Dense, i: number, j: number): number {
  return Math.hypot(...x.toRows()[i]!.map((value, c) => value - x.get(j, c)));
}

function silhouetteByHand(x: Dense, labels: number[], i: number): number {
  const mean = (label: number) => {
    const others = labels.flatMap((own, j) => own === label && j !== i ? [distance(x, i, j)] : []);
    return others.reduce((sum, value) => sum + value, 0) / others.length;
  };
  if (labels.filter((label) => label === labels[i]).length === 1) return 0;
  const a = mean(labels[i]!);
  const b = Math.min(...[...new Set(labels)].filter((label) => label !== labels[i]).map(mean));
  return (b - a) / Math.max(a, b);
}

Deno.test("silhouetteSamples() equals the definition, row by row", () => {
  for (let seed = 0; seed < 6; seed++) {
    const { x, labels } = cloud(seed, 12 + 5 * seed, 1 + seed % 3, 2 + seed % 3);
    silhouetteSamples(x, labels).forEach((score, i) => assertClose(score, silhouetteByHand(x, labels, i)));
  }
});

Deno.test("silhouetteSamples() gives 0 to a row alone in its cluster and NaN where a label is missing", () => {
  const x = Dense.fromRows([[0], [1], [9], [50]]);
  const scores = silhouetteSamples(x, ["a", "a", "b", null]);
  assert.equal(scores[2], 0);
  assert(Number.isNaN(scores[3]!));
  assert(scores[0]! > 0.8);
});

Deno.test("silhouetteSamples() is NaN for a single cluster and 0 where all rows coincide", () => {
  assert(silhouetteSamples(Dense.fromRows([[0], [1]]), [0, 0]).every(Number.isNaN));
  assert.deepEqual([...silhouetteSamples(Dense.fromRows([[1], [1], [1], [1]]), [0, 0, 1, 1])], [0, 0, 0, 0]);
});

Deno.test("silhouetteSamples() by cosine ignores the length of rows", () => {
  const { x, labels } = cloud(5, 40, 3, 2);
  const longer = new Dense(Float64Array.from(x.data as Float64Array, (value) => 7 * value), { shape: x.shape });
  const [a, b] = [x, longer].map((rows) => silhouette(rows, labels, { metric: "cosine" }));
  assertClose(a!, b!);
  assert.notEqual(a, silhouette(x, labels));
});

Deno.test("silhouetteSamples() reports progress and stops when told", () => {
  const { x, labels } = cloud(7, 600, 2, 3);
  const seen: number[] = [];
  silhouetteSamples(x, labels, { onProgress: ({ done, total }) => (seen.push(done), assert.equal(total, 600)) });
  assert.deepEqual(seen, [0, 256, 512]);
  assert.throws(
    () => silhouetteSamples(x, labels, { signal: AbortSignal.abort() }),
    (error) => isWeftError(error, "Aborted"),
  );
});

Deno.test("silhouette() is the mean over labelled rows and does not mutate its inputs", () => {
  const { x, labels } = cloud(1, 50, 2, 3);
  const [data, names] = [x.data.slice(), [...labels]];
  const scores = silhouetteSamples(x, labels);
  assertClose(silhouette(x, labels), scores.reduce((sum, score) => sum + score, 0) / 50);
  assert.deepEqual(x.data, data);
  assert.deepEqual(labels, names);
});

Deno.test("silhouette() of a sample comes near that of all rows, the same for the same seed", () => {
  const { x, labels } = cloud(2, 900, 2, 3);
  const sampled = silhouette(x, labels, { sampleSize: 400, seed: 3 });
  assert.equal(sampled, silhouette(x, labels, { sampleSize: 400, seed: 3 }));
  assert.notEqual(sampled, silhouette(x, labels, { sampleSize: 400, seed: 4 }));
  assert(Math.abs(sampled - silhouette(x, labels)) < 0.05);
  assert.equal(silhouette(x, labels, { sampleSize: 5000 }), silhouette(x, labels));
});

Deno.test("silhouette() refuses labels of another length, NaN and a sample of one", () => {
  const x = Dense.fromRows([[0], [NaN]]);
  assert.throws(() => silhouette(x, [1]), (error) => isWeftError(error, "Misaligned"));
  assert.throws(
    () => silhouette(x, [0, 1]),
    (error) => isWeftError(error, "BadValues") && /NaN at row 1/.test(error.message),
  );
  assert.throws(() => silhouette(x, [0, 1], { sampleSize: 1 }), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("daviesBouldin() falls as clusters move apart and is NaN for one cluster", () => {
  const near = Dense.fromRows([[0], [2], [4], [6]]);
  const far = Dense.fromRows([[0], [2], [40], [42]]);
  assert.equal(daviesBouldin(near, [0, 0, 1, 1]), 0.5);
  assert.equal(daviesBouldin(far, [0, 0, 1, 1]), 0.05);
  assert(Number.isNaN(daviesBouldin(near, [1, 1, 1, 1])));
});

Deno.test("daviesBouldin() leaves out clusters with one centre and rows without a label", () => {
  const x = Dense.fromRows([[-1], [1], [-2], [2], [100]]);
  assert.equal(daviesBouldin(x, [0, 0, 1, 1, null]), 0);
});

Deno.test("calinskiHarabasz() is the ratio of variances; 1 for clusters without spread, NaN for one cluster", () => {
  const { x, labels } = cloud(8, 60, 2, 3);
  const centre = (rows: number[]) => [0, 1].map((c) => rows.reduce((sum, i) => sum + x.get(i, c), 0) / rows.length);
  const everyone = centre(labels.map((_, i) => i));
  let [within, between] = [0, 0];
  for (const label of new Set(labels)) {
    const rows = labels.flatMap((own, i) => own === label ? [i] : []);
    const middle = centre(rows);
    for (const i of rows) within += [0, 1].reduce((sum, c) => sum + (x.get(i, c) - middle[c]!) ** 2, 0);
    between += rows.length * [0, 1].reduce((sum, c) => sum + (middle[c]! - everyone[c]!) ** 2, 0);
  }
  assertClose(calinskiHarabasz(x, labels), between / 2 / (within / 57), 1e-9);
  assert.equal(calinskiHarabasz(Dense.fromRows([[0], [0], [1]]), [0, 0, 1]), 1);
  assert(Number.isNaN(calinskiHarabasz(x, labels.map(() => 0))));
});
