import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Graph } from "../../src/graph/graph.ts";
import { connectivitiesOf } from "../../src/graph/spatial/connectivities_of.ts";
import { delaunayPairs } from "../../src/graph/spatial/delaunay_pairs.ts";
import { dropLongest } from "../../src/graph/spatial/drop_longest.ts";
import { gridPairs, rings } from "../../src/graph/spatial/grid_pairs.ts";
import { joinSections } from "../../src/graph/spatial/join_sections.ts";
import { nearestPairs } from "../../src/graph/spatial/nearest_pairs.ts";
import { radiusPairs } from "../../src/graph/spatial/radius_pairs.ts";
import { filterPairs, type SpatialPairs } from "../../src/graph/spatial/spatial_pairs.ts";
import { cosineTransform, spectralTransform } from "../../src/graph/spatial/transform_adjacency.ts";
import { csr, lattice, near, randomDense, randomGraph, refuses } from "./support.ts";

function pairsOf(graph: Graph): SpatialPairs {
  const { indptr, indices, data } = graph.adjacency;
  return { indptr, indices, lengths: Float64Array.from(data, Number) };
}

function asGraph({ indptr, indices, lengths }: SpatialPairs): Graph {
  const n = indptr.length - 1;
  return new Graph(new Csr({ shape: [n, n], indptr, indices, data: lengths }));
}

function random2d(rng: Rng, n: number, levels = 0): Float64Array {
  return randomDense(rng, n, 2, levels).data as Float64Array;
}

function distance(coords: Float64Array, i: number, j: number): number {
  return Math.sqrt((coords[2 * i]! - coords[2 * j]!) ** 2 + (coords[2 * i + 1]! - coords[2 * j + 1]!) ** 2);
}

Deno.test("filterPairs() keeps what passes, row by row, and leaves its input alone", () => {
  const pairs = pairsOf(randomGraph(new Rng(1), 30, 0.3));
  const before = pairs.lengths.slice();
  const kept = filterPairs(pairs, (length) => length > 0.5);
  for (let i = 0; i < 30; i++) {
    const row = [...pairs.lengths.subarray(pairs.indptr[i], pairs.indptr[i + 1])].filter((length) => length > 0.5);
    assert.deepEqual([...kept.lengths.subarray(kept.indptr[i], kept.indptr[i + 1])], row);
  }
  assert.deepEqual(pairs.lengths, before);
  assert.equal(filterPairs(pairs, () => false).indices.length, 0);
});

Deno.test("dropLongest() interpolates the percentile as numpy does, zeros of the diagonal included", () => {
  // One spot a row: lengths 0 0 0 0 | 1 2 3 4, positions 0 … 7; the 80th percentile lies at 5.6: 2.6.
  const pairs: SpatialPairs = {
    indptr: Int32Array.of(0, 1, 2, 3, 4),
    indices: Int32Array.of(1, 2, 3, 0),
    lengths: Float64Array.of(1, 2, 3, 4),
  };
  assert.deepEqual([...dropLongest(pairs, 80).lengths], [1, 2]);
  assert.deepEqual([...dropLongest(pairs, 100 * 6 / 7).lengths], [1, 2, 3]);
  assert.equal(dropLongest(pairs, 0).lengths.length, 0);
  assert.equal(dropLongest(pairs, 100).lengths.length, 4);
  assert.equal(
    dropLongest({ ...pairs, indptr: new Int32Array(1), indices: new Int32Array(0), lengths: new Float64Array(0) }, 50)
      .lengths.length,
    0,
  );
});

Deno.test("rings() counts the steps of a shortest path", () => {
  const graph = randomGraph(new Rng(2), 40, 0.05);
  const found = asGraph(rings(pairsOf(graph), 3));
  for (let start = 0; start < 40; start++) {
    const steps = new Map([[start, 0]]);
    for (let step = 1, frontier = [start]; step <= 3; step++) {
      const next = new Set(frontier.flatMap((i) => [...graph.neighbors(i)]).filter((j) => !steps.has(j)));
      next.forEach((j) => steps.set(j, step));
      frontier = [...next];
    }
    steps.delete(start);
    const got = new Map(Array.from(found.neighbors(start), (j, p) => [j, found.weights(start)[p]!]));
    assert.deepEqual(new Map([...got].sort()), new Map([...steps].sort()));
  }
});

Deno.test("gridPairs() of a square with diagonals has 8 neighbours inside, 3 at a corner", () => {
  const coords = Float64Array.from(lattice(5, 5).flat());
  const graph = asGraph(gridPairs(coords, 2, 8, 1));
  assert.equal(graph.neighbors(12).length, 8);
  assert.equal(graph.neighbors(0).length, 3);
  assert([...graph.adjacency.data].every((ring) => ring === 1));
});

Deno.test("nearestPairs() are the nearest spots, and need more spots than neighbours", () => {
  const coords = random2d(new Rng(3), 60);
  const { indices, lengths } = nearestPairs(coords, 2, 4);
  for (let i = 0; i < 60; i++) {
    const all = Array.from({ length: 60 }, (_, j) => j).filter((j) => j !== i).sort((a, b) =>
      distance(coords, i, a) - distance(coords, i, b)
    );
    assert.deepEqual([...indices.subarray(4 * i, 4 * i + 4)], all.slice(0, 4));
    near(lengths[4 * i]!, distance(coords, i, all[0]!));
  }
  refuses(() => nearestPairs(coords, 2, 60), "TooSmall", /more than 60 spots/);
});

Deno.test("radiusPairs() are symmetric and complete", () => {
  const coords = random2d(new Rng(4), 80);
  const graph = asGraph(radiusPairs(coords, 2, 0.5));
  assert(graph.isUndirected && !graph.hasSelfLoops);
  for (let i = 0; i < 80; i++) {
    const wanted = Array.from({ length: 80 }, (_, j) => j).filter((j) => j !== i && distance(coords, i, j) <= 0.5);
    assert.deepEqual([...graph.neighbors(i)], wanted);
  }
});

Deno.test("delaunayPairs() contain each spot's nearest neighbour and every hull edge", () => {
  const coords = random2d(new Rng(5), 120);
  const graph = asGraph(delaunayPairs(coords, 2)).validate();
  assert(graph.isUndirected && !graph.hasSelfLoops);
  const { indices } = nearestPairs(coords, 2, 1);
  indices.forEach((j, i) => assert(graph.neighbors(i).includes(j), `spot ${i} is not joined to its nearest, ${j}`));
  const rightmost = [...Array(120).keys()].sort((a, b) => coords[2 * b]! - coords[2 * a]!)[0]!;
  assert(graph.neighbors(rightmost).length >= 2);
});

Deno.test("delaunayPairs() are the Gabriel graph and more: a pair whose circle is empty is joined", () => {
  const coords = random2d(new Rng(6), 60);
  const graph = asGraph(delaunayPairs(coords, 2));
  for (let i = 0; i < 60; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = [(coords[2 * i]! + coords[2 * j]!) / 2, (coords[2 * i + 1]! + coords[2 * j + 1]!) / 2];
      const radius = distance(coords, i, j) / 2;
      const empty = Array.from({ length: 60 }, (_, k) => k).every((k) =>
        k === i || k === j || Math.hypot(coords[2 * k]! - x, coords[2 * k + 1]! - y) > radius
      );
      if (empty) assert(graph.neighbors(i).includes(j));
    }
  }
});

Deno.test("delaunayPairs() join all spots though many coincide", () => {
  const coords = random2d(new Rng(7), 200, 6);
  const graph = asGraph(delaunayPairs(coords, 2)).validate();
  assert.equal(graph.components().count, 1);
  const { sources, targets, weights } = graph.edges();
  sources.forEach((i, e) => near(weights[e]!, distance(coords, i, targets[e]!)));
});

Deno.test("joinSections() puts sections back in the order of the whole", () => {
  const pair: SpatialPairs = {
    indptr: Int32Array.of(0, 1, 2),
    indices: Int32Array.of(1, 0),
    lengths: Float64Array.of(5, 6),
  };
  const whole = joinSections([{ rows: [0, 3], pairs: pair }, { rows: [1, 2], pairs: pair }], 5);
  assert.deepEqual(whole.toDense().toRows(), [
    [0, 0, 0, 5, 0],
    [0, 0, 5, 0, 0],
    [0, 6, 0, 0, 0],
    [6, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
});

Deno.test("connectivitiesOf() gives weight 1 to every distance, 0 among them, and a diagonal on demand", () => {
  const distances = new Csr({
    shape: [3, 3],
    indptr: Int32Array.of(0, 2, 2, 3),
    indices: Int32Array.of(1, 2, 0),
    data: Float64Array.of(0, 7, 2),
  });
  assert.deepEqual(connectivitiesOf(distances, false).toDense().toRows(), [[0, 1, 1], [0, 0, 0], [1, 0, 0]]);
  const diagonal = connectivitiesOf(distances, true);
  assert.deepEqual(diagonal.toDense().toRows(), [[1, 1, 1], [0, 1, 0], [1, 0, 1]]);
  assert.equal(new Graph(diagonal).adjacency, diagonal);
});

Deno.test("spectralTransform() is D^-½ A D^-½ by column sums, without infinities", () => {
  const rows = [[0, 1, 1], [1, 0, 0], [1, 0, 0]];
  const got = spectralTransform(csr(rows)).toDense();
  near(got.get(0, 1), 1 / Math.sqrt(2), 1e-7);
  const directed = spectralTransform(csr([[0, 1], [0, 0]]));
  assert.deepEqual([...directed.data], [0]);
  assert.equal(directed.dtype, "float32");
});

Deno.test("cosineTransform() is the cosine of every two rows, as a dense loop computes it", () => {
  const { adjacency } = randomGraph(new Rng(8), 30, 0.15);
  const rows = adjacency.toDense().toRows();
  const got = cosineTransform(adjacency).toDense();
  const length = rows.map((row) => Math.hypot(...row));
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      const dot = a.reduce((sum, value, c) => sum + value * b[c]!, 0);
      near(got.get(i, j), dot === 0 ? 0 : dot / (length[i]! * length[j]!), 1e-6);
    })
  );
});
