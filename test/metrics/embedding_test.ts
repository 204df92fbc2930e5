import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { modalityCorrelation, neighbourOverlap, probe, trustworthiness } from "../../src/metrics/mod.ts";
import { assertClose } from "./partitions.ts";

function noise(seed: number, n: number, d: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: n * d }, () => rng.normal()), { shape: [n, d] });
}

function distances(x: Dense): number[][] {
  const rows = x.toRows();
  return rows.map((a) => rows.map((b) => Math.hypot(...a.map((value, c) => value - b[c]!))));
}

/** Rows by distance from row `i`, itself left out. */
function ranked(row: number[], i: number): number[] {
  return row.map((_, j) => j).filter((j) => j !== i).sort((a, b) => row[a]! - row[b]! || a - b);
}

Deno.test("modalityCorrelation() equals Pearson's r of whole rows of both distance matrices", () => {
  const [a, b] = [noise(1, 20, 3), noise(2, 20, 2)];
  const { perRow, mean } = modalityCorrelation(a, b);
  const [da, db] = [distances(a), distances(b)];
  da.forEach((row, i) => {
    const centre = (values: number[]) =>
      values.map((value) => value - values.reduce((s, v) => s + v, 0) / values.length);
    const [x, y] = [centre(row), centre(db[i]!)];
    const dot = (u: number[], v: number[]) => u.reduce((sum, value, k) => sum + value * v[k]!, 0);
    assertClose(perRow[i]!, dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)));
  });
  assertClose(mean, perRow.reduce((sum, value) => sum + value, 0) / 20);
});

Deno.test("modalityCorrelation() is 1 for a rotated, scaled, shifted modality", () => {
  const x = noise(3, 30, 2);
  const turned = Dense.fromRows(x.toRows().map(([a, b]) => [5 - 3 * b!, 3 * a!]), "float64");
  assertClose(modalityCorrelation(x, turned).median, 1);
});

Deno.test("modalityCorrelation() skips rows whose distances are all equal", () => {
  const same = Dense.fromRows([[1], [1], [1]]);
  const score = modalityCorrelation(same, noise(1, 3, 2));
  assert(score.perRow.every(Number.isNaN));
  assert(Number.isNaN(score.median) && Number.isNaN(score.mean));
});

Deno.test("modalityCorrelation() on a sample of spots comes near that on all", () => {
  const x = noise(4, 400, 5);
  const y = x.takeColumns([0, 1, 2]);
  const all = modalityCorrelation(x, y);
  const sampled = modalityCorrelation(x, y, { sampleSize: 150, seed: 1 });
  assert.equal(sampled.perRow.length, 400);
  assert(Math.abs(all.median - sampled.median) < 0.05);
  assert.notEqual(all.median, sampled.median);
});

Deno.test("modalityCorrelation() refuses other rows and stops when told", () => {
  assert.throws(() => modalityCorrelation(noise(1, 3, 1), noise(1, 4, 1)), (error) => isWeftError(error, "Misaligned"));
  const aborted = { signal: AbortSignal.abort() };
  assert.throws(
    () => modalityCorrelation(noise(1, 9, 1), noise(1, 9, 1), aborted),
    (error) => isWeftError(error, "Aborted"),
  );
});

Deno.test("neighbourOverlap() equals the Jaccard index of sorted neighbour lists", () => {
  const [a, b] = [noise(5, 25, 3), noise(6, 25, 3)];
  const { perRow, mean } = neighbourOverlap(a, b, { nNeighbors: 6 });
  const [da, db] = [distances(a), distances(b)];
  perRow.forEach((score, i) => {
    const [u, v] = [ranked(da[i]!, i).slice(0, 6), ranked(db[i]!, i).slice(0, 6)];
    const shared = u.filter((j) => v.includes(j)).length;
    assertClose(score, shared / (12 - shared));
  });
  assertClose(mean, perRow.reduce((sum, value) => sum + value, 0) / 25);
});

Deno.test("neighbourOverlap() is 1 of a space with itself and small of two that have nothing in common", () => {
  const x = noise(7, 200, 4);
  assert.equal(neighbourOverlap(x, x, { nNeighbors: 10 }).median, 1);
  assert(neighbourOverlap(x, noise(8, 200, 4), { nNeighbors: 10 }).mean < 0.08);
});

Deno.test("neighbourOverlap() needs more spots than neighbours", () => {
  assert.throws(() => neighbourOverlap(noise(1, 50, 2), noise(1, 50, 2)), (error) => isWeftError(error, "TooSmall"));
});

Deno.test("probe() reads labels off an embedding that has them and fails on one that has not", () => {
  const labels = Array.from({ length: 300 }, (_, i) => ["a", "b", "c"][i % 3]!);
  const x = noise(9, 300, 3);
  const knows = Dense.fromRows(x.toRows().map((row, i) => [...row, 20 * (i % 3)]));
  assert.equal(probe(knows, labels), 1);
  const blind = probe(x, labels);
  assert(blind > 0.2 && blind < 0.47, `${blind}`);
});

Deno.test("probe() never lets a row vote for itself", () => {
  const pairs = Dense.fromRows(Array.from({ length: 40 }, (_, i) => [100 * i]));
  const labels = Array.from({ length: 40 }, (_, i) => `own ${i}`);
  assert.equal(probe(pairs, labels, { nNeighbors: 1 }), 0);
});

Deno.test("probe() gives the same accuracy for the same seed and predicts every labelled row once", () => {
  const x = noise(10, 103, 2);
  const labels = Array.from({ length: 103 }, (_, i) => i % 10 === 0 ? null : x.get(i, 0) > 0);
  const accuracy = probe(x, labels, { seed: 5 });
  assert.equal(accuracy, probe(x, labels, { seed: 5 }));
  const labelled = labels.filter((label) => label !== null).length;
  assertClose(accuracy * labelled, Math.round(accuracy * labelled), 1e-9);
  assert(accuracy > 0.85);
});

Deno.test("probe() gives a tied vote to the smallest label", () => {
  const x = Dense.fromRows([[0], [0], [0], [0], [0]]);
  assert.equal(probe(x, ["a", "a", "a", "b", "b"], { nNeighbors: 4 }), 3 / 5);
  assert.equal(probe(x, ["b", "b", "b", "a", "a"], { nNeighbors: 4 }), 0);
});

Deno.test("probe() refuses too few rows to vote and one fold", () => {
  assert.throws(() => probe(noise(1, 10, 2), new Array(10).fill("a")), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => probe(noise(1, 10, 2), new Array(10).fill("a"), { nFolds: 1 }), /nFolds to be an integer ≥ 2/);
  assert.throws(() => probe(noise(1, 10, 2), ["a"]), (error) => isWeftError(error, "Misaligned"));
});

Deno.test("trustworthiness() equals its definition with full ranks", () => {
  for (let seed = 0; seed < 4; seed++) {
    const [n, k] = [20 + seed, 2 + seed];
    const [x, y] = [noise(seed, n, 4), noise(seed + 50, n, 2)];
    const [dx, dy] = [distances(x), distances(y)];
    let penalty = 0;
    for (let i = 0; i < n; i++) {
      const order = ranked(dx[i]!, i);
      for (const j of ranked(dy[i]!, i).slice(0, k)) penalty += Math.max(0, order.indexOf(j) + 1 - k);
    }
    assertClose(trustworthiness(x, y, { nNeighbors: k }), 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * penalty);
  }
});

Deno.test("trustworthiness() is 1 of a space with itself, duplicates included", () => {
  const x = Dense.fromRows([[0], [0], [0], [1], [1], [2], [5], [5], [9], [9], [9]]);
  assert.equal(trustworthiness(x, x, { nNeighbors: 3 }), 1);
});

Deno.test("trustworthiness() by cosine ignores the length of rows", () => {
  const x = noise(12, 40, 3);
  const longer = Dense.fromRows(x.toRows().map((row, i) => row.map((value) => value * (1 + i))), "float64");
  const y = noise(13, 40, 2);
  assertClose(trustworthiness(longer, y, { metric: "cosine" }), trustworthiness(x, y, { metric: "cosine" }));
});

Deno.test("trustworthiness() needs more than twice as many rows as neighbours", () => {
  const x = noise(1, 10, 2);
  assert.throws(
    () => trustworthiness(x, x),
    (error) => isWeftError(error, "TooSmall") && /more than 10 rows/.test(error.message),
  );
  assert.throws(() => trustworthiness(x, noise(1, 9, 2)), (error) => isWeftError(error, "Misaligned"));
});
