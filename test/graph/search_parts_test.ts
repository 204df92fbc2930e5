import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { chooseRepresentation } from "../../src/graph/choose_representation.ts";
import { metricRows } from "../../src/graph/metric_rows.ts";
import { nearestByMetric } from "../../src/graph/nearest_by_metric.ts";
import { nearestRows, searchNearestRows } from "../../src/graph/nearest_rows.ts";
import { descend } from "../../src/graph/nn_descent/descend.ts";
import { joinLeaves } from "../../src/graph/nn_descent/join_leaves.ts";
import { NeighborLists } from "../../src/graph/nn_descent/neighbor_lists.ts";
import { projectionTree } from "../../src/graph/nn_descent/projection_tree.ts";
import { RowDistances } from "../../src/graph/row_distances.ts";
import { sharedKernels } from "../../src/kernels/shared_kernels.ts";
import { sortRowsInPlace } from "../../src/graph/sort_rows.ts";
import { tableToGraph } from "../../src/graph/table_to_graph.ts";
import { near, randomDense, refuses } from "./support.ts";

function squared(values: Float64Array, width: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += (values[i * width + c]! - values[j * width + c]!) ** 2;
  return sum;
}

Deno.test("metricRows() of an angle are unit rows whose squared distance is twice the metric's", () => {
  const x = randomDense(new Rng(1), 20, 6);
  for (const metric of ["cosine", "correlation"] as const) {
    const { values, width, distance } = metricRows(x, metric);
    for (let i = 0; i < 20; i++) {
      const row = values.subarray(i * width, (i + 1) * width);
      near(row.reduce((sum, v) => sum + v * v, 0), 1, 1e-12);
      if (metric === "correlation") near(row.reduce((sum, v) => sum + v, 0), 0, 1e-12);
    }
    const a = Array.from(x.row(0), Number);
    const b = Array.from(x.row(1), Number);
    const centre = (v: number[]) =>
      v.map((value) => value - (metric === "cosine" ? 0 : v.reduce((s, u) => s + u, 0) / 6));
    const [u, w] = [centre(a), centre(b)];
    const cosine = u.reduce((sum, v, c) => sum + v * w[c]!, 0) / (Math.hypot(...u) * Math.hypot(...w));
    near(distance(squared(values, width, 0, 1)), 1 - cosine, 1e-12);
  }
});

Deno.test("metricRows() tells a constant row from a varying one, also far from zero", () => {
  const x = Dense.fromRows([[1e6, 1e6, 1e6], [0.1, 0.1, 0.1], [1e6, 1e6 + 1, 1e6]], "float64");
  const { values, width, distance } = metricRows(x, "correlation");
  assert.equal(distance(squared(values, width, 0, 1)), 0);
  near(distance(squared(values, width, 0, 2)), 1, 1e-12);
});

Deno.test("metricRows() names the value that is not finite", () => {
  for (const bad of [NaN, Infinity, -Infinity, 1e151]) {
    refuses(
      () => metricRows(Dense.fromRows([[1, 2], [3, bad]], "float64"), "cosine"),
      "BadValues",
      /at row 1, column 1/,
    );
  }
});

Deno.test("nearestRows() agrees with a sort of all distances at the edges of its blocks", () => {
  const width = 3;
  const values = randomDense(new Rng(2), 1100, width).data as Float64Array;
  const { indices, distances: found } = nearestRows({ base: values, queries: values, width, k: 5, skip: "self" });
  for (const i of [0, 255, 256, 511, 512, 513, 1023, 1024, 1099]) {
    const all = Array.from({ length: 1100 }, (_, j) => j).filter((j) => j !== i)
      .sort((a, b) => squared(values, width, i, a) - squared(values, width, i, b) || a - b);
    assert.deepEqual([...indices.subarray(5 * i, 5 * i + 5)], all.slice(0, 5));
    near(found[5 * i]!, squared(values, width, i, all[0]!), 1e-12);
  }
});

/** Checks the found lists against a sort of all distances. */
function agrees(base: Float64Array, queries: Float64Array, width: number, k: number): void {
  const skip = base === queries ? "self" : "none";
  const found = nearestRows({ base, queries, width, k, skip });
  const both = Float64Array.from([...base, ...queries]);
  const nBase = base.length / width;
  for (let q = 0; q < queries.length / width; q++) {
    const away = Float64Array.from({ length: nBase }, (_, j) => squared(both, width, nBase + q, j));
    const all = [...away.keys()].filter((j) => skip === "none" || j !== q)
      .sort((a, b) => away[a]! - away[b]! || a - b).slice(0, k);
    assert.deepEqual([...found.indices.subarray(q * k, q * k + k)], all);
  }
}

Deno.test("nearestRows() misses no neighbour: clouds far apart, ties, other queries", () => {
  const rng = new Rng(21);
  const clouds = Float64Array.from({ length: 1200 * 5 }, (_, p) => 40 * (Math.floor(p / 5) % 4) + rng.normal());
  agrees(clouds, clouds, 5, 7);
  agrees(clouds, clouds.slice(100, 905), 5, 300);
  agrees(clouds.subarray(0, 1500), clouds, 5, 4);
  const lattice = Float64Array.from({ length: 1100 * 2 }, (_, p) => p % 2 ? p >> 1 & 15 : Math.floor(p / 32));
  agrees(lattice, lattice, 2, 6);
  const same = new Float64Array(1100 * 3).fill(2);
  agrees(same, same, 3, 4);
});

Deno.test("searchNearestRows() tells after every piece how many rows have their neighbours, and frees its memory", () => {
  const { kernels } = sharedKernels();
  const before = kernels.memory.live;
  const values = randomDense(new Rng(22), 9000, 64).data as Float64Array;
  const problem = { base: values, queries: values, width: 64, k: 3, skip: "self" } as const;
  const search = searchNearestRows(problem);
  const done: number[] = [];
  let step = search.next();
  for (; !step.done; step = search.next()) done.push(step.value);
  assert(done.length > 1 && done.every((count, i) => i === 0 || count > done[i - 1]!));
  assert.equal(done.at(-1), 9000);
  assert.equal(kernels.memory.live, before);
  let asked = 0;
  const signal = {
    throwIfAborted: () => {},
    get aborted() {
      return asked++ > 0;
    },
  } as unknown as AbortSignal;
  refuses(() => nearestRows({ ...problem, signal }), "Aborted", /the search for neighbours/);
  assert.equal(kernels.memory.live, before);
});

Deno.test("nearestRows() tells squares, roots or halves of the distances", () => {
  const values = randomDense(new Rng(26), 300, 8).data as Float64Array;
  const problem = { base: values, queries: values, width: 8, k: 4, skip: "self" } as const;
  const squared = nearestRows(problem);
  for (const [distance, of] of [["root", Math.sqrt], ["half", (d: number) => d / 2]] as const) {
    const found = nearestRows({ ...problem, distance });
    assert.deepEqual(found.indices, squared.indices);
    assert.deepEqual(found.distances, squared.distances.map((d) => of(d)));
    assert.deepEqual(
      nearestRows({ ...problem, distance, queries: values.slice(), skip: "none" }).distances[1],
      of(squared.distances[0]!),
    );
  }
  assert.deepEqual(nearestRows({ ...problem, distance: "squared" }), squared);
  const rounded = nearestRows({ ...problem, distancesOf: (length) => new Float32Array(length) });
  assert.deepEqual(rounded, { indices: squared.indices, distances: Float32Array.from(squared.distances) });
});

Deno.test("nearestRows() refuses values whose squares are no numbers, by their place, and frees its memory", () => {
  const { kernels } = sharedKernels();
  const before = kernels.memory.live;
  const good = new Float64Array(30).fill(1);
  for (const value of [NaN, Infinity, 1.1e150]) {
    const bad = good.with(13, -value);
    for (const [base, queries] of [[bad, bad], [bad, good], [good, bad]] as const) {
      refuses(() => nearestRows({ base, queries, width: 5, k: 2, skip: "none" }), "BadValues", /at row 2, column 3/);
    }
    assert.equal(kernels.memory.live, before);
  }
  const edge = good.with(13, 1e150);
  assert.equal(nearestRows({ base: edge, queries: edge, width: 5, k: 1, skip: "none" }).indices[0], 0);
});

Deno.test("nearestRows() of nothing is nothing", () => {
  const none = new Float64Array(0);
  const found = nearestRows({ base: none, queries: Float64Array.of(1, 2), width: 2, k: 1, skip: "none" });
  assert.deepEqual([[...found.indices], [...found.distances]], [[-1], [Infinity]]);
  assert.equal(nearestRows({ base: none, queries: none, width: 2, k: 1, skip: "self" }).indices.length, 0);
});

Deno.test("nearestRows() leaves out equal rows when told, and marks lists that stay open", () => {
  const values = Float64Array.of(1, 1, 1, 5);
  const { indices, distances: found } = nearestRows({ base: values, queries: values, width: 1, k: 2, skip: "equal" });
  assert.deepEqual([...indices], [3, -1, 3, -1, 3, -1, 0, 1]);
  assert.deepEqual([...found], [16, Infinity, 16, Infinity, 16, Infinity, 16, 16]);
});

Deno.test("RowDistances measures blocks of rows in any order and gives its memory back", () => {
  const { kernels } = sharedKernels();
  const before = kernels.memory.live;
  const [x, y] = [randomDense(new Rng(24), 700, 6), randomDense(new Rng(25), 5, 6)].map((m) => m.data as Float64Array);
  const both = Float64Array.from([...x!, ...y!]);
  {
    using all = new RowDistances(x!, 6);
    using few = new RowDistances(x!, 6, y);
    for (const i of [0, 1, 255, 256, 699, 3, 0]) {
      assert.deepEqual(all.of(i), Float64Array.from({ length: 700 }, (_, j) => squared(both, 6, i, j)));
      assert.deepEqual(few.of(i), Float64Array.from({ length: 5 }, (_, j) => squared(both, 6, i, 700 + j)));
    }
    assert(kernels.memory.live > before);
  }
  assert.equal(kernels.memory.live, before);
});

Deno.test("nearestByMetric() by tree and by scan agree", () => {
  const x = randomDense(new Rng(3), 700, 3);
  const wide = new Dense(
    Float64Array.from({ length: 700 * 6 }, (_, p) => p % 6 < 3 ? x.get(Math.floor(p / 6), p % 6) : 0),
    { shape: [700, 6] },
  );
  const [tree, scan] = [x, wide].map((m) => nearestByMetric(m, { nNeighbors: 9 }));
  assert.deepEqual(tree!.indices, scan!.indices);
  tree!.distances.forEach((d, p) => near(d, scan!.distances[p]!, 1e-12));
});

Deno.test("sortRowsInPlace() sorts every row by column with its values, short and long", () => {
  const rng = new Rng(4);
  for (const length of [0, 1, 5, 48, 49, 300]) {
    const columns = rng.permutation(length);
    const rows = {
      indptr: Int32Array.of(0, 0, length),
      indices: columns.slice(),
      data: Float64Array.from(columns, (c) => -c),
    };
    sortRowsInPlace(rows);
    assert.deepEqual([...rows.indices], [...Array(length).keys()]);
    rows.indices.forEach((c, p) => assert.equal(rows.data[p], -c));
  }
});

Deno.test("tableToGraph() keeps the pairs of a table and does not touch it", () => {
  const indices = Int32Array.of(2, 1, 0, 2, 1, 0);
  const graph = tableToGraph(indices, Float32Array.of(2, 1, 0, 12, 21, 20), 3);
  assert.deepEqual([...graph.neighbors(0)], [1, 2]);
  assert.deepEqual([...graph.weights(0)], [1, 2]);
  assert.deepEqual([...graph.weights(2)], [20, 21]);
  assert.deepEqual([...indices], [2, 1, 0, 2, 1, 0]);
  assert.equal(tableToGraph(new Int32Array(0), new Float32Array(0), 0).nNodes, 0);
});

Deno.test("joinLeaves() finds all neighbours when everything is one leaf", () => {
  const width = 4;
  const values = randomDense(new Rng(5), 50, width).data as Float64Array;
  const lists = new NeighborLists(50, 6);
  joinLeaves(lists, values, width, projectionTree(values, width, 50, new Rng(6)));
  const exact = nearestRows({ base: values, queries: values, width, k: 6, skip: "self" });
  assert.deepEqual(lists.indices, exact.indices);
  assert(lists.isNew.every((mark) => mark === 1));
});

Deno.test("descend() only ever betters the lists, and comes to rest near the truth", () => {
  const width = 5;
  const k = 10;
  const values = randomDense(new Rng(7), 600, width).data as Float64Array;
  const lists = new NeighborLists(600, k);
  // Of one tree alone the leaves would be islands that no neighbour leads out of.
  for (const seed of [8, 80, 800]) joinLeaves(lists, values, width, projectionTree(values, width, 30, new Rng(seed)));
  const rng = new Rng(9);
  const total = () => lists.squared.reduce((sum, d) => sum + d, 0);
  let before = total();
  let changed = Infinity;
  for (let round = 0; round < 12 && changed > 0; round++) {
    changed = descend(lists, values, width, 20, rng);
    assert(total() <= before);
    before = total();
  }
  const exact = nearestRows({ base: values, queries: values, width, k, skip: "self" });
  const missed = lists.indices.filter((j, p) => !exact.indices.subarray(p - p % k, p - p % k + k).includes(j)).length;
  assert(missed / lists.indices.length < 0.02, `${missed} of ${lists.indices.length} missed`);
});

Deno.test("chooseRepresentation() cuts to nPcs and takes X_pca for wide data", () => {
  const pca = randomDense(new Rng(10), 5, 4);
  const wide = new AnnData({ X: Dense.zeros(5, 60), obsm: { X_pca: pca } });
  assert.equal(chooseRepresentation(wide).useRep, "X_pca");
  assert.deepEqual(chooseRepresentation(wide, undefined, 2).matrix.shape, [5, 2]);
  assert.equal(chooseRepresentation(wide, "X_pca", 9).matrix, pca);
  assert.equal(chooseRepresentation(wide, "X").matrix.nCols, 60);
  const narrow = new AnnData({ X: Dense.zeros(5, 3), obsm: { X_pca: pca } });
  assert.equal(chooseRepresentation(narrow).useRep, "X");
  assert.equal(chooseRepresentation(narrow, undefined, 2).useRep, "X_pca");
});
