import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { toChain } from "../../src/chain/to_chain.ts";
import { emd, impute, locate, sinkhorn, transfer } from "../../src/impute/mod.ts";

function random(seed: number, n: number, m: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: n * m }, () => rng.normal()), { shape: [n, m] });
}

const near = (got: Dense, want: Dense, tolerance = 1e-12) => {
  assert.deepEqual(got.shape, want.shape);
  got.data.forEach((value, at) => assert(Math.abs(Number(value) - Number(want.data[at])) <= tolerance));
};

Deno.test("transfer() by neighbours weighs them by 1/(distance + 1e-5)", () => {
  const reference = Dense.fromRows([[0], [3], [100]]);
  const values = Dense.fromRows([[1, 0], [5, 2], [9, 9]]);
  const [w0, w1] = [1 / (1 + 1e-5), 1 / (2 + 1e-5)];
  const want = [(w0 * 1 + w1 * 5) / (w0 + w1), (w1 * 2) / (w0 + w1)];
  near(transfer(Dense.fromRows([[1]]), reference, values, { nNeighbors: 2 }), Dense.fromRows([want], "float64"));
});

Deno.test("transfer() without softening gives an equal point's value", () => {
  const reference = Dense.fromRows([[0], [0], [3]]);
  const values = Dense.fromRows([[1], [3], [9]]);
  const options = { nNeighbors: 3, softening: 0 };
  assert.equal(transfer(Dense.fromRows([[0]]), reference, values, options).get(0, 0), 2);
  const far = transfer(Dense.fromRows([[1]]), reference, values, options).get(0, 0);
  assert(Math.abs(far - (1 + 3 + 9 / 2) / 2.5) < 1e-12);
});

Deno.test("transfer() along plans takes their rows, made to sum to 1", () => {
  const [query, reference, values] = [random(1, 7, 3), random(2, 9, 3), random(3, 9, 4)];
  for (const metric of ["euclidean", "sqeuclidean"] as const) {
    const rows = query.toRows().map((p) =>
      reference.toRows().map((q) => {
        const square = p.reduce((sum, value, c) => sum + (value - q[c]!) ** 2, 0);
        return metric === "euclidean" ? Math.sqrt(square) : square;
      })
    );
    const plan = emd(Dense.fromRows(rows, "float64")).plan.toDense();
    const want = plan.toRows().map((row) =>
      [0, 1, 2, 3].map((c) => row.reduce((sum, mass, j) => sum + 7 * mass * values.get(j, c), 0))
    );
    near(transfer(query, reference, values, { method: "emd", metric }), Dense.fromRows(want, "float64"), 1e-10);
    const soft = transfer(query, reference, values, { method: "sinkhorn", metric, reg: 0.5 });
    near(soft, sinkhorn(query, reference, { metric, reg: 0.5 }).average(values));
  }
});

Deno.test("transfer() takes sparse values and never leaves their range", () => {
  const [query, reference] = [random(4, 30, 3), random(5, 40, 3)];
  const values = Dense.fromRows(random(6, 40, 5).toRows().map((row) => row.map((value) => Math.max(0, value))));
  for (const method of ["knn", "emd", "sinkhorn"] as const) {
    const dense = transfer(query, reference, values, { method });
    near(transfer(query, reference, Csr.fromDense(values), { method }), dense);
    const most = Math.max(...values.toRows().flat());
    assert(dense.toRows().flat().every((value) => value >= 0 && value <= most + 1e-9));
  }
});

Deno.test("transfer() finds nearly the own values when query and reference are the same", () => {
  const [x, values] = [random(7, 25, 4), random(8, 25, 2)];
  near(transfer(x, x, values, { method: "emd" }), values, 1e-12);
  near(transfer(x, x, values), values, 1e-3);
});

Deno.test("transfer() refuses what does not fit", () => {
  const x = random(9, 5, 2);
  assert.throws(() => transfer(x, x, random(1, 4, 1)), { name: "WeftError[Misaligned]", message: /the values/ });
  assert.throws(() => transfer(x, random(1, 5, 3), x), { name: "WeftError[Misaligned]", message: /the query/ });
  assert.throws(() => transfer(x, x, x, { nNeighbors: 6 }), { name: "WeftError[TooSmall]" });
  assert.throws(() => transfer(x, x, x, { method: "ot" as never }), { name: "WeftError[InvalidArgument]" });
  assert.throws(() => transfer(x, x, x, { nNeighbors: 0 }), { name: "WeftError[InvalidArgument]" });
  assert.throws(() => transfer(x, x, x, { softening: -1 }), { name: "WeftError[InvalidArgument]" });
  assert.throws(() => transfer(x, x, x, { method: "sinkhorn", reg: 0 }), { name: "WeftError[InvalidArgument]" });
  const many = Dense.zeros(100_000, 1);
  assert.throws(() => transfer(many, many, many, { method: "emd" }), {
    name: "WeftError[InvalidArgument]",
    message: /at most 100000000 costs.*sinkhorn/s,
  });
});

function tissue(): AnnData {
  const spots = random(10, 6, 2);
  return new AnnData({
    X: Dense.zeros(6, 1),
    obs: new Frame(["a", "b", "c", "d", "e", "f"], { layer: [1, 1, 2, 2, 3, 3] }),
    obsm: { X_joint: spots, spatial: random(11, 6, 2) },
  });
}

function cells(): AnnData {
  const spots = tissue().obsm.X_joint as Dense;
  const order = [5, 4, 3, 2, 1, 0];
  return new AnnData({
    X: Csr.fromDense(Dense.fromRows(order.map((i) => [i, 1]))),
    var: new Frame(["g1", "g2"]),
    layers: { counts: Dense.fromRows(order.map((i) => [10 * i, 0])) },
    obsm: { X_joint: spots.takeRows(order) },
  });
}

Deno.test("impute() gives spots the genes of cells, and keeps what the spots had", () => {
  const spots = tissue();
  const imputed = impute(spots, cells(), { useRep: "X_joint", method: "emd" });
  assert.deepEqual([imputed.obsNames, imputed.varNames], [spots.obsNames, ["g1", "g2"]]);
  near(imputed.X as Dense, Dense.fromRows([[0, 1], [1, 1], [2, 1], [3, 1], [4, 1], [5, 1]]), 1e-6);
  assert.equal((imputed.X as Dense).dtype, "float32");
  assert.equal(imputed.obsm.spatial, spots.obsm.spatial);
  assert(imputed.obs.has("layer"));
  const counts = impute(spots, cells(), { useRep: "X_joint", method: "emd", layer: "counts" });
  assert.equal((counts.X as Dense).get(3, 0), 30);
});

Deno.test("impute() names what is missing", () => {
  assert.throws(() => impute(tissue(), cells(), { useRep: "X_none" }), { name: "WeftError[NotFound]" });
  assert.throws(() => impute(tissue(), cells(), { useRep: "X_joint", layer: "raw" }), {
    name: "WeftError[NotFound]",
    message: /a layer 'raw' in the reference but found the layers 'counts'/,
  });
  const bare = new AnnData({ obs: new Frame(["x"]), obsm: { X_joint: Dense.zeros(1, 2) } });
  assert.throws(() => impute(tissue(), bare, { useRep: "X_joint" }), { message: /an X in the reference/ });
});

Deno.test("locate() places cells where spots like them are, on AnnData and MuData, chains surviving", () => {
  const spots = tissue();
  const placed = locate(cells(), spots, { useRep: "X_joint", method: "emd" });
  near(placed.obsm.spatial as Dense, (spots.obsm.spatial as Dense).takeRows([5, 4, 3, 2, 1, 0]));
  const chained = locate(toChain(cells()), spots, { useRep: "X_joint", nNeighbors: 2 });
  assert.equal(typeof chained.normalizeTotal, "function");
  const joint = new MuData({ mod: { rna: cells() }, obsm: { X_joint: cells().obsm.X_joint! } });
  assert("spatial" in locate(joint, spots, { useRep: "X_joint", nNeighbors: 1 }).obsm);
});

Deno.test("locate() writes under the key asked for and leaves its input alone", () => {
  const spots = tissue().with({ obsm: { place: random(12, 6, 3) } });
  const input = cells();
  const placed = locate(input, spots, { useRep: "X_joint", spatialKey: "place", nNeighbors: 1 });
  assert.deepEqual((placed.obsm.place as Dense).shape, [6, 3]);
  assert.deepEqual(Object.keys(input.obsm), ["X_joint"]);
  assert.throws(() => locate(input, spots, { useRep: "X_joint", spatialKey: "none" }), { name: "WeftError[NotFound]" });
});
