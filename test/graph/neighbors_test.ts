import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { fuzzySimplicialSet } from "../../src/graph/fuzzy_simplicial_set.ts";
import { gaussConnectivities } from "../../src/graph/gauss_connectivities.ts";
import { Graph } from "../../src/graph/graph.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { near, randomDense, refuses } from "./support.ts";

const X = randomDense(new Rng(1), 60, 5);
const CELLS = new AnnData({ X });

Deno.test("neighbors() stores nNeighbors − 1 distances a row and symmetric connectivities, as scanpy", () => {
  const { obsp, uns } = neighbors(CELLS, { nNeighbors: 10 });
  const distances = new Graph(toCsr(obsp.distances!));
  assert(distances.degrees().every((degree) => degree === 9));
  assert.equal(distances.adjacency.dtype, "float32");
  const connectivities = new Graph(toCsr(obsp.connectivities!)).validate();
  assert(connectivities.isUndirected && !connectivities.hasSelfLoops);
  assert.deepEqual(uns.neighbors, {
    connectivities_key: "connectivities",
    distances_key: "distances",
    params: { n_neighbors: 10, method: "umap", metric: "euclidean", random_state: 0, use_rep: "X" },
  });
});

Deno.test("neighbors() names its slots by keyAdded and leaves its input alone", () => {
  const done = neighbors(CELLS, { nNeighbors: 5, keyAdded: "wide", method: "gauss", nPcs: 2, useRep: "X" });
  assert.deepEqual(Object.keys(done.obsp), ["wide_distances", "wide_connectivities"]);
  const { params } = done.uns.wide as { params: { n_pcs: number; method: string } };
  assert.equal(params.n_pcs, 2);
  assert.equal(params.method, "gauss");
  assert.deepEqual(Object.keys(CELLS.obsp), []);
});

Deno.test("neighbors() seeks in X when it is narrow, else in X_pca, else where it is told", () => {
  const used = (data: AnnData, options = {}) =>
    (neighbors(data, { nNeighbors: 4, ...options }).uns.neighbors as { params: { use_rep: string } }).params.use_rep;
  const wide = new AnnData({ X: randomDense(new Rng(2), 20, 51) });
  assert.equal(used(CELLS), "X");
  assert.equal(used(wide.with({ obsm: { X_pca: randomDense(new Rng(3), 20, 4) } })), "X_pca");
  assert.equal(used(CELLS.with({ obsm: { other: X } }), { useRep: "other" }), "other");
  refuses(() => neighbors(wide), "NotFound", /obsm\['X_pca'\] .* but found 51 variables without it\. Call pca\(\)/);
  refuses(() => neighbors(CELLS, { useRep: "X_smart" }), "NotFound", /X_smart/);
});

Deno.test("neighbors() uses the leading columns when nPcs says so", () => {
  const first = new AnnData({ X: X.takeColumns([0, 1]) });
  const cut = neighbors(CELLS, { nPcs: 2, useRep: "X" }).obsp.distances!;
  assert.deepEqual(toCsr(cut).indices, toCsr(neighbors(first).obsp.distances!).indices);
});

Deno.test("neighbors() of a MuData needs a joint representation", () => {
  const tissue = new MuData({ mod: { rna: CELLS } });
  refuses(() => neighbors(tissue), "NotFound", /several modalities without a joint one/);
  const joint = tissue.with({ obsm: { X_smart: X } });
  assert.equal(toCsr(neighbors(joint, { useRep: "X_smart" }).obsp.distances!).nnz, 60 * 14);
});

Deno.test("neighbors() refuses neighbourhoods of one, or larger than the data, and unknown names", () => {
  refuses(() => neighbors(CELLS, { nNeighbors: 1 }), "InvalidArgument", /nNeighbors to be an integer ≥ 2/);
  refuses(() => neighbors(CELLS, { nNeighbors: 61 }), "TooSmall", /itself counted, to be at most 60, .* but found 61/);
  refuses(
    () => neighbors(new AnnData({ X: Dense.zeros(1, 3) })),
    "TooSmall",
    /to be at most 1, the number of observations but found 15/,
  );
  refuses(() => neighbors(CELLS, { method: "rbf" as "gauss" }), "InvalidArgument", /'umap', 'gauss'/);
  refuses(() => neighbors(CELLS, { search: "brute" as "exact" }), "InvalidArgument", /'exact', 'approximate'/);
  refuses(() => neighbors(CELLS, { signal: AbortSignal.abort() }), "Aborted", /neighbours/);
});

Deno.test("fuzzySimplicialSet() is symmetric, from 0 to 1, and 1 between each row and its nearest", () => {
  const k = 8;
  const table = exactNeighbors(X, { nNeighbors: k });
  const fuzzy = fuzzySimplicialSet(table).toDense();
  for (let i = 0; i < X.nRows; i++) {
    for (let j = 0; j < X.nRows; j++) {
      const weight = fuzzy.get(i, j);
      assert(weight >= 0 && weight <= 1);
      assert.equal(weight, fuzzy.get(j, i));
    }
    assert.equal(fuzzy.get(i, table.indices[i * k]!), 1);
  }
});

Deno.test("fuzzySimplicialSet() of three points on a line is what one computes by hand", () => {
  const line = exactNeighbors(Dense.fromRows([[0], [1], [3]]), { nNeighbors: 2 });
  const weights = fuzzySimplicialSet(line).toDense();
  // Rows 0 and 2 have weight 1 to their nearest and log2(3) − 1 to each other.
  const single = Math.log2(3) - 1;
  near(weights.get(0, 2), 2 * single - single * single, 1e-4);
  near(weights.get(0, 1), 1, 1e-6);
  near(weights.get(1, 2), 1, 1e-6);
});

Deno.test("fuzzySimplicialSet() of equal rows and of isolated duplicates stays finite", () => {
  const same = fuzzySimplicialSet(exactNeighbors(Dense.zeros(5, 2), { nNeighbors: 3 }));
  assert(same.data.every((weight) => weight === 1));
  const twins = Dense.fromRows([[0], [0], [0], [9]]);
  const weights = fuzzySimplicialSet(exactNeighbors(twins, { nNeighbors: 2 }));
  assert(weights.data.every((weight) => Number(weight) > 0 && Number(weight) <= 1));
});

Deno.test("gaussConnectivities() follows its formula on the union of the neighbour lists", () => {
  const k = 4;
  const table = exactNeighbors(X, { nNeighbors: k });
  const variance = (i: number) => {
    const row = [...table.distances.subarray(i * k, i * k + k)].map((d) => d * d);
    return (row[1]! + row[2]!) / 2;
  };
  const got = gaussConnectivities(table).toDense();
  for (let i = 0; i < X.nRows; i++) {
    for (let p = i * k; p < i * k + k; p++) {
      const j = table.indices[p]!;
      const [a, b] = [variance(i), variance(j)];
      const want = Math.sqrt(2 * Math.sqrt(a * b) / (a + b)) * Math.exp(-(table.distances[p]! ** 2) / (a + b));
      near(got.get(i, j), want, 1e-6);
      near(got.get(j, i), want, 1e-6);
    }
  }
});

Deno.test("gaussConnectivities() joins equal rows with weight 1", () => {
  const weights = gaussConnectivities(exactNeighbors(Dense.zeros(4, 1), { nNeighbors: 2 }));
  assert(weights.data.every((weight) => weight === 1));
});
