import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { Graph } from "../../src/graph/graph.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { lattice, near, randomDense, refuses, rowsOf, spots } from "./support.ts";

const LINE = spots([[0, 0], [1, 0], [3, 0], [6, 0]]);

function params(data: { uns: AnnData["uns"] }, key = "spatial_neighbors"): UnsDict {
  return (data.uns[key] as UnsDict).params as UnsDict;
}

Deno.test("spatialNeighbors() lists the nearest spots of each spot, directed and without itself", () => {
  const { obsp } = spatialNeighbors(LINE, { nNeighbors: 2 });
  assert.deepEqual(rowsOf(obsp.spatial_connectivities), [[1, 2], [0, 2], [0, 1], [1, 2]]);
  const distances = toCsr(obsp.spatial_distances!);
  assert.deepEqual([...distances.data], [1, 3, 1, 2, 3, 2, 5, 3]);
  assert.equal(distances.dtype, "float64");
  assert.equal(toCsr(obsp.spatial_connectivities!).dtype, "float32");
});

Deno.test("spatialNeighbors() writes what squidpy writes", () => {
  const done = spatialNeighbors(LINE, { nNeighbors: 2 });
  assert.deepEqual(done.uns.spatial_neighbors, {
    connectivities_key: "spatial_connectivities",
    distances_key: "spatial_distances",
    params: { coord_type: "generic", n_neighbors: 2 },
  });
  const named = spatialNeighbors(LINE, { radius: 1, keyAdded: "near" });
  assert.deepEqual(Object.keys(named.obsp), ["near_connectivities", "near_distances"]);
  assert.deepEqual([...(params(named, "near_neighbors").radius as Dense).data], [0, 1]);
});

Deno.test("spatialNeighbors() does not change its input and keeps its class", () => {
  const done = spatialNeighbors(LINE, { nNeighbors: 1 });
  assert(done instanceof AnnData);
  assert.deepEqual(Object.keys(LINE.obsp), []);
  assert.equal(done.X, LINE.X);
});

Deno.test("spatialNeighbors() takes 4 neighbours on a square grid and 6 elsewhere, unless told", () => {
  const count = (coords: number[][], options = {}) => params(spatialNeighbors(spots(coords), options)).n_neighbors;
  assert.equal(count(lattice(6, 6)), 4);
  assert.equal(count(lattice(6, 6, "hexagonal")), 6);
  assert.equal(count(randomDense(new Rng(1), 40, 2).toRows()), 6);
  assert.equal(count(lattice(6, 6), { nNeighbors: 3 }), 3);
});

Deno.test("spatialNeighbors() with a radius joins all pairs within it, both ways", () => {
  const { obsp } = spatialNeighbors(LINE, { radius: 2 });
  assert.deepEqual(rowsOf(obsp.spatial_connectivities), [[1], [0, 2], [1], []]);
  const ring = spatialNeighbors(LINE, { radius: [3, 2] }).obsp;
  assert.deepEqual(rowsOf(ring.spatial_connectivities), [[2], [2], [0, 1, 3], [2]]);
});

Deno.test("spatialNeighbors() keeps coincident spots as neighbours at distance 0", () => {
  const twins = spots([[5, 5], [5, 5], [6, 5], [5, 5]]);
  const nearest = spatialNeighbors(twins, { nNeighbors: 2 }).obsp;
  assert.deepEqual(rowsOf(nearest.spatial_connectivities), [[1, 3], [0, 3], [0, 1], [0, 1]]);
  assert.deepEqual([...toCsr(nearest.spatial_distances!).data], [0, 0, 0, 0, 1, 1, 0, 0]);
  const within = spatialNeighbors(twins, { radius: 0 }).obsp;
  assert.deepEqual(rowsOf(within.spatial_connectivities), [[1, 3], [0, 3], [], [0, 1]]);
});

Deno.test("spatialNeighbors() with delaunay joins coincident and collinear spots too", () => {
  const square = spots([[0, 0], [4, 0], [0, 4], [5, 5], [0, 0]]);
  const graph = new Graph(toCsr(spatialNeighbors(square, { delaunay: true }).obsp.spatial_connectivities!));
  assert(graph.isUndirected);
  assert(!graph.hasSelfLoops);
  assert.equal(graph.components().count, 1);
  assert.deepEqual([...graph.neighbors(4)], [0]);
  graph.validate();
  assert.deepEqual(rowsOf(spatialNeighbors(LINE, { delaunay: true }).obsp.spatial_connectivities), [
    [1],
    [0, 2],
    [1, 3],
    [2],
  ]);
  for (const coords of [Dense.zeros(0, 2), Dense.zeros(1, 2), Dense.fromRows([[0, 0], [1, 2]])]) {
    const few = new AnnData({ X: Dense.zeros(coords.nRows, 1), obsm: { spatial: coords } });
    const joined = spatialNeighbors(few, { delaunay: true }).obsp.spatial_connectivities!;
    assert.equal(toCsr(joined).nnz, coords.nRows === 2 ? 2 : 0);
  }
});

Deno.test("spatialNeighbors() with delaunay on random points is planar: at most 3n − 6 edges", () => {
  const coords = randomDense(new Rng(2), 200, 2).toRows();
  const graph = new Graph(toCsr(spatialNeighbors(spots(coords), { delaunay: true }).obsp.spatial_connectivities!));
  assert(graph.nEdges / 2 <= 3 * 200 - 6);
  assert(graph.nEdges / 2 >= 2 * 200 - 3);
  const pruned = spatialNeighbors(spots(coords), { delaunay: true, radius: 0.2 }).obsp.spatial_distances!;
  assert(toCsr(pruned).data.every((length) => Number(length) <= 0.2));
});

Deno.test("spatialNeighbors() on a grid counts rings", () => {
  const grid = spots(lattice(5, 5));
  const { obsp } = spatialNeighbors(grid, { coordType: "grid", nRings: 2 });
  const graph = new Graph(toCsr(obsp.spatial_distances!));
  assert.equal(graph.neighbors(12).length, 4 + 8);
  const rings = [...graph.weights(12)];
  assert.equal(rings.filter((ring) => ring === 1).length, 4);
  assert.equal(rings.filter((ring) => ring === 2).length, 8);
  assert.equal(graph.neighbors(0).length, 2 + 3);
  assert(toCsr(obsp.spatial_connectivities!).data.every((weight) => weight === 1));
});

Deno.test("spatialNeighbors() on a grid does not reach across holes and borders", () => {
  const { obsp } = spatialNeighbors(spots(lattice(4, 4)), { coordType: "grid", nNeighbors: 4 });
  assert.deepEqual(rowsOf(obsp.spatial_connectivities)[0], [1, 4]);
});

Deno.test("spatialNeighbors() takes a grid for Visium data and for nRings, else generic coordinates", () => {
  const visium = spots(lattice(5, 5)).with({ uns: { spatial: {} } });
  assert.equal(params(spatialNeighbors(visium)).coord_type, "grid");
  assert.equal(params(spatialNeighbors(visium, { radius: 1 })).coord_type, "generic");
  assert.equal(params(spatialNeighbors(new MuData({ mod: { rna: visium } }))).coord_type, "grid");
  assert.equal(params(spatialNeighbors(spots(lattice(5, 5)), { nRings: 1 })).coord_type, "grid");
  assert.equal(params(spatialNeighbors(spots(lattice(5, 5)))).coord_type, "generic");
});

Deno.test("spatialNeighbors() draws no edge across sections, whatever their order", () => {
  const rng = new Rng(3);
  const coords = randomDense(rng, 60, 2).toRows();
  const sections = coords.map(() => `s${rng.integer(3)}`);
  const tissue = spots(coords, sections);
  for (const options of [{ nNeighbors: 4 }, { radius: 0.8 }, { delaunay: true }]) {
    const graph = new Graph(
      toCsr(spatialNeighbors(tissue, { ...options, libraryKey: "section" }).obsp.spatial_distances!),
    );
    const { sources, targets } = graph.edges();
    assert(graph.nEdges > 0);
    sources.forEach((i, e) => assert.equal(sections[i], sections[targets[e]!]));
  }
});

Deno.test("spatialNeighbors() of sections is that of each section alone", () => {
  const rng = new Rng(4);
  const coords = randomDense(rng, 40, 2).toRows();
  const sections = coords.map((_, i) => i % 3 === 0 ? "a" : "b");
  const whole = rowsOf(
    spatialNeighbors(spots(coords, sections), { nNeighbors: 3, libraryKey: "section" }).obsp.spatial_connectivities,
  );
  for (const name of ["a", "b"]) {
    const rows = sections.flatMap((section, i) => section === name ? [i] : []);
    const alone = spatialNeighbors(spots(rows.map((i) => coords[i]!)), { nNeighbors: 3 });
    rowsOf(alone.obsp.spatial_connectivities).forEach((row, p) =>
      assert.deepEqual(row.map((q) => rows[q]), whole[rows[p]!])
    );
  }
});

Deno.test("spatialNeighbors() puts the diagonal where it is asked to, in the connectivities only", () => {
  const { obsp } = spatialNeighbors(LINE, { nNeighbors: 1, setDiag: true });
  assert.deepEqual(rowsOf(obsp.spatial_connectivities), [[0, 1], [0, 1], [1, 2], [2, 3]]);
  assert.deepEqual(rowsOf(obsp.spatial_distances), [[1], [0], [1], [2]]);
});

Deno.test("spatialNeighbors() drops the longest edges by percentile, the diagonal counted as squidpy counts it", () => {
  const { obsp } = spatialNeighbors(LINE, { radius: 6, percentile: 75 });
  // Lengths: four zeros, then 1 1 2 2 3 3 3 3 5 5 6 6, whose 75th percentile is 3.
  assert(toCsr(obsp.spatial_distances!).data.every((length) => Number(length) <= 3));
  assert.equal(toCsr(obsp.spatial_distances!).nnz, 8);
  assert.equal(toCsr(spatialNeighbors(LINE, { radius: 6, percentile: 100 }).obsp.spatial_distances!).nnz, 12);
});

Deno.test("spatialNeighbors() reweights: spectral by degrees, cosine by shared neighbours", () => {
  const spectral = toCsr(spatialNeighbors(LINE, { radius: 2, transform: "spectral" }).obsp.spatial_connectivities!)
    .toDense();
  near(spectral.get(0, 1), 1 / Math.sqrt(2), 1e-7);
  const done = spatialNeighbors(LINE, { radius: 2, transform: "cosine" });
  const cosine = toCsr(done.obsp.spatial_connectivities!).toDense();
  near(cosine.get(0, 2), 1, 1e-7);
  near(cosine.get(0, 1), 0);
  assert.equal(params(done).transform, "cosine");
});

Deno.test("spatialNeighbors() works in three dimensions, except by Delaunay", () => {
  const cube = spots([[0, 0, 0], [0, 0, 1], [0, 5, 0], [0, 5, 1]]);
  assert.deepEqual(rowsOf(spatialNeighbors(cube, { nNeighbors: 1 }).obsp.spatial_connectivities), [[1], [0], [3], [2]]);
  refuses(() => spatialNeighbors(cube, { delaunay: true }), "Unsupported", /two coordinates .* but found 3/);
});

Deno.test("spatialNeighbors() of a MuData joins the spots of the whole", () => {
  const names = ["a", "b", "c"];
  const spatial = Dense.fromRows([[0, 0], [1, 0], [5, 0]]);
  const rna = new AnnData({ X: Dense.zeros(3, 1), obs: new Frame(names), obsm: { spatial } });
  const done = spatialNeighbors(new MuData({ mod: { rna } }), { nNeighbors: 1 });
  assert.deepEqual(rowsOf(done.obsp.spatial_connectivities), [[1], [0], [1]]);
  assert.equal(done.mod.rna, rna);
});

Deno.test("spatialNeighbors() refuses options that exclude each other", () => {
  const refused = (options: Parameters<typeof spatialNeighbors>[1], message: RegExp) =>
    refuses(() => spatialNeighbors(LINE, options), "InvalidArgument", message);
  refused({ coordType: "grid", radius: 1 }, /radius to be left out with coordType 'grid'/);
  refused({ coordType: "grid", percentile: 9 }, /percentile to be left out/);
  refused({ coordType: "generic", nRings: 2 }, /nRings to be left out with coordType 'generic'/);
  refused({ radius: 1, nNeighbors: 3 }, /nNeighbors to be left out with radius/);
  refused({ delaunay: true, nNeighbors: 3 }, /nNeighbors to be left out with delaunay/);
  refused({ nNeighbors: 0 }, /nNeighbors to be an integer ≥ 1/);
  refused({ radius: -1 }, /radius to be a finite number ≥ 0/);
  refused({ percentile: 101, radius: 1 }, /percentile to be a finite number from 0 to 100/);
  refused({ coordType: "hex" as "grid" }, /coordType to be one of 'generic', 'grid'/);
  refused({ transform: "log" as "cosine" }, /transform to be one of/);
});

Deno.test("spatialNeighbors() refuses more neighbours than spots, missing sections and an unknown column", () => {
  refuses(() => spatialNeighbors(LINE, { nNeighbors: 4 }), "TooSmall", /more than 4 spots .* but found 4/);
  refuses(() => spatialNeighbors(spots([[0, 0]])), "TooSmall", /found 1\. Lower nNeighbors/);
  const lost = spots([[0, 0], [1, 1]]).with({ obs: { section: ["a", null] } });
  refuses(
    () => spatialNeighbors(lost, { libraryKey: "section" }),
    "BadValues",
    /belong to a section but found 1 .*'1'/,
  );
  refuses(() => spatialNeighbors(LINE, { libraryKey: "slide" }), "NotFound", /slide/);
  refuses(() => spatialNeighbors(LINE, { nNeighbors: 1, signal: AbortSignal.abort() }), "Aborted", /spatial graph/);
});
