import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { componentPlaces } from "../../src/embed/umap/component_places.ts";
import { FORCE_CELLS, forceTable } from "../../src/embed/umap/force_table.ts";
import { leadingEigenvectors } from "../../src/embed/umap/leading_eigenvectors.ts";
import { optimizeLayout } from "../../src/embed/umap/optimize_layout.ts";
import { pcaLayout } from "../../src/embed/umap/pca_layout.ts";
import { spectralLayout } from "../../src/embed/umap/spectral_layout.ts";
import { apart, blocks, groups, ring } from "./support.ts";

/** A table at a squared distance, as the kernel reads it. */
function at(table: Float64Array, squared: number): number {
  const { lowest, highest, shift } = FORCE_CELLS;
  const bits = new Int32Array(Float32Array.of(squared).buffer)[0]!;
  const from = Math.max(lowest, Math.min(highest, bits)) - lowest;
  const [cell, within] = [from >> shift, (from & ((1 << shift) - 1)) / (1 << shift)];
  return table[cell]! + (table[cell + 1]! - table[cell]!) * within;
}

Deno.test("forceTable() is within 1e-4 of the function it tabulates, over 12 orders of magnitude", () => {
  for (const b of [0.4, 0.9, 1.3, 2]) {
    const force = (d: number) => 2 * b / ((0.001 + d) * (1 + 0.6 * d ** b));
    const table = forceTable(force);
    for (let exponent = -6; exponent <= 6; exponent += 0.017) {
      const d = 10 ** exponent;
      assert(Math.abs(at(table, d) / force(d) - 1) < 1e-4, `at ${d}`);
    }
  }
});

Deno.test("forceTable() holds the value at its border beyond it", () => {
  const table = forceTable((d) => d);
  assert.equal(at(table, 0), 2 ** -40);
  assert.equal(at(table, 1e30), 2 ** 40);
  assert.equal(at(table, 4), 4);
});

Deno.test("leadingEigenvectors() of a ring are its slowest waves", () => {
  const n = 60;
  const vectors = leadingEigenvectors(ring(n), 2, new Rng(1));
  for (let c = 0; c < 2; c++) {
    let norm = 0;
    let shifted = 0;
    for (let i = 0; i < n; i++) {
      norm += vectors[2 * i + c]! ** 2;
      shifted += vectors[2 * i + c]! * vectors[2 * ((i + 1) % n) + c]!;
    }
    assert(Math.abs(norm - 1) < 1e-6);
    assert(Math.abs(shifted - Math.cos(2 * Math.PI / n)) < 1e-4);
  }
});

Deno.test("leadingEigenvectors() satisfy their equation on a weighted graph", () => {
  const weights = ring(40, 3);
  const values = Float32Array.from(weights.data, Number);
  const path = weights.withData(values);
  const vectors = leadingEigenvectors(path, 3, new Rng(2));
  for (let c = 0; c < 3; c++) {
    // All degrees are 6: the matrix is W / 6.
    const image = Array.from({ length: 40 }, (_, i) => {
      let sum = 0;
      for (let p = path.indptr[i]!; p < path.indptr[i + 1]!; p++) sum += vectors[3 * path.indices[p]! + c]! / 6;
      return sum;
    });
    const value = image.reduce((sum, v, i) => sum + v * vectors[3 * i + c]!, 0);
    image.forEach((v, i) => assert(Math.abs(v - value * vectors[3 * i + c]!) < 1e-3));
  }
});

Deno.test("spectralLayout() puts a ring on a circle", () => {
  const points = spectralLayout(ring(50), 2, new Rng(3), () => new Float64Array(0));
  const radii = Array.from({ length: 50 }, (_, i) => Math.hypot(points[2 * i]!, points[2 * i + 1]!));
  assert(Math.max(...radii) / Math.min(...radii) < 1.01);
  for (let i = 0; i < 49; i++) assert(apart(points, 2, i, i + 1) < radii[0]! / 4);
});

Deno.test("spectralLayout() keeps components apart, those too small for a spectrum too", () => {
  const weights = blocks(blocks(ring(30), ring(20)), ring(3));
  const places = Float64Array.of(0, 0, 10, 0, 0, 10);
  const points = spectralLayout(weights, 2, new Rng(4), () => places);
  const component = (i: number) => i < 30 ? 0 : i < 50 ? 1 : 2;
  for (let i = 0; i < 53; i++) {
    const centre = component(i);
    const distance = Math.hypot(points[2 * i]! - places[2 * centre]!, points[2 * i + 1]! - places[2 * centre + 1]!);
    assert(distance <= 5 * Math.SQRT2 + 1e-9, `node ${i} lies ${distance} from the place of component ${centre}`);
    assert(distance > 0);
  }
});

Deno.test("pcaLayout() turns rows without stretching them, largest spread first", () => {
  const rng = new Rng(5);
  const values = Float64Array.from({ length: 3 * 200 }, (_, p) => [1, 5, 0.1][p % 3]! * rng.normal() + 7);
  const points = pcaLayout(new Dense(values, { shape: [200, 3] }), 3);
  for (const [i, j] of [[0, 1], [5, 99], [12, 180]] as const) {
    assert(Math.abs(apart(points, 3, i, j) - apart(values, 3, i, j)) < 1e-9);
  }
  const spread = [0, 1, 2].map((c) => points.filter((_, p) => p % 3 === c).reduce((sum, v) => sum + v * v, 0));
  assert(spread[0]! > spread[1]! && spread[1]! > spread[2]!);
  assert(pcaLayout(Dense.fromRows([[1], [2]]), 2).every((value, p) => p % 2 === 0 || value === 0));
});

Deno.test("componentPlaces() puts components with similar features together, others on a circle", () => {
  const features = Dense.fromRows([[0, 0], [1, 0], [50, 1], [0, 0]]);
  const labels = Int32Array.of(0, 1, 2, 0);
  const places = componentPlaces(labels, 3, 2, features);
  assert(apart(places, 2, 0, 1) < apart(places, 2, 0, 2));
  const circle = componentPlaces(labels, 3, 2, undefined);
  for (let i = 0; i < 3; i++) assert(Math.abs(Math.hypot(circle[2 * i]!, circle[2 * i + 1]!) - 1) < 1e-12);
  assert.equal(componentPlaces(Int32Array.of(0, 1), 2, 1, features).length, 2);
});

Deno.test("optimizeLayout() pulls joined points together and pushes others apart", () => {
  const rng = new Rng(6);
  const weights = blocks(ring(20, 9), ring(20, 9));
  const points = Float64Array.from({ length: 80 }, () => 10 * rng.uniform());
  const schedule = {
    a: 0.583,
    b: 1.334,
    nComps: 2,
    nEpochs: 200,
    learningRate: 1,
    negativeSampleRate: 5,
    repulsion: 1,
  };
  optimizeLayout(points, weights, { ...schedule, rng });
  const mean = (pairs: [number, number][]) =>
    pairs.reduce((sum, [i, j]) => sum + apart(points, 2, i, j), 0) / pairs.length;
  const inside = mean([[0, 5], [3, 9], [21, 30], [25, 33]]);
  const across = mean([[0, 25], [3, 30], [9, 21], [15, 39]]);
  assert(across > 2 * inside, `${across} across, ${inside} inside`);
  assert(points.every(Number.isFinite));
});

Deno.test("optimizeLayout() leaves points where they are when nothing joins them or no step is made", () => {
  const points = Float64Array.of(1, 2, 3, 4);
  const schedule = { a: 1, b: 1, nComps: 2, nEpochs: 20, negativeSampleRate: 5, repulsion: 1, rng: new Rng(7) };
  optimizeLayout(points, ring(2).withData(new Float32Array(2)), { ...schedule, learningRate: 1 });
  optimizeLayout(points, ring(2), { ...schedule, learningRate: 0 });
  assert.deepEqual([...points], [1, 2, 3, 4]);
});

Deno.test("groups of the fixture are as far apart as the tests assume", () => {
  const x = groups(new Rng(8), 3, 10, 4);
  assert(apart(x.data as Float64Array, 4, 0, 25) > apart(x.data as Float64Array, 4, 0, 5));
});
