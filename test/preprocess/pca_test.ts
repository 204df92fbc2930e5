import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { svd } from "../../src/linalg/svd.ts";
import { pca } from "../../src/preprocess/pca.ts";
import { scale } from "../../src/preprocess/scale.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts, randomNormal, storages } from "./support.ts";

const scores = (adata: AnnData) => adata.obsm.X_pca as Dense;
const noted = (adata: AnnData) => {
  const { variance, variance_ratio: ratio, params } = adata.uns.pca as Record<string, Dense>;
  return { variance: elements(variance as Matrix), ratio: elements(ratio as Matrix), params };
};
const columnOf = (x: Dense, k: number) => x.toRows().map((row) => row[k]!);
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

Deno.test("pca() gives orthogonal centred scores ordered by variance, for random shapes and storages", () => {
  for (let seed = 0; seed < 6; seed++) {
    const rng = new Rng(seed);
    const [n, d] = [5 + rng.integer(40), 3 + rng.integer(40)];
    const nComps = 1 + rng.integer(Math.min(n, d) - 1);
    for (const [name, X] of storages(randomCounts(seed, n, d))) {
      const adata = pca(adataOf(X), { nComps });
      const { variance } = noted(adata);
      for (let a = 0; a < nComps; a++) {
        const column = columnOf(scores(adata), a);
        assert(Math.abs(dot(column, Array(n).fill(1))) < 1e-8, name);
        assertClose([dot(column, column) / (n - 1)], [variance[a]!], 1e-8, name);
        if (a > 0) assert(variance[a]! <= variance[a - 1]! + 1e-9, name);
        for (let b = 0; b < a; b++) assert(Math.abs(dot(column, columnOf(scores(adata), b))) < 1e-7, name);
      }
    }
  }
});

Deno.test("pca() scores are the centred data times the loadings", () => {
  const X = randomNormal(1, 12, 6);
  const adata = pca(adataOf(X), { nComps: 3 });
  const loadings = (adata.varm.PCs as Dense).toRows();
  const means = Array.from({ length: 6 }, (_, j) => columnOf(X, j).reduce((a, b) => a + b) / 12);
  const projected = X.toRows().map((row) =>
    [0, 1, 2].map((k) => dot(row.map((x, j) => x - means[j]!), loadings.map((l) => l[k]!)))
  );
  assertClose(elements(scores(adata)), projected.flat(), 1e-10);
  for (let k = 0; k < 3; k++) assertClose([dot(loadings.map((l) => l[k]!), loadings.map((l) => l[k]!))], [1], 1e-10);
});

Deno.test("pca() that standardises is that of scaled values, and leaves X as it was", () => {
  for (const zeroCenter of [true, false]) {
    for (const [name, X] of storages(randomCounts(8, 30, 9))) {
      const adata = adataOf(X);
      const before = elements(X).slice();
      const inside = pca(adata, { nComps: 4, zeroCenter, standardize: true });
      const outside = pca(scale(adata, { zeroCenter }), { nComps: 4, zeroCenter });
      assertClose(elements(scores(inside)), elements(scores(outside)), 1e-5, name);
      assertClose(elements(inside.varm.PCs as Matrix), elements(outside.varm.PCs as Matrix), 1e-5, name);
      assertClose(noted(inside).ratio, noted(outside).ratio, 1e-6, name);
      assert.equal((noted(inside).params as unknown as Record<string, unknown>).standardize, true);
      assert.equal(inside.X, adata.X);
      assert.deepEqual(elements(X), before);
    }
  }
  const constant = pca(adataOf([[1, 5, 0], [2, 5, 1], [3, 5, 5]]), { nComps: 1, standardize: true });
  assert(elements(scores(constant)).every(Number.isFinite));
});

Deno.test("pca() variance ratios of all components add up to one", () => {
  const rows = randomNormal(3, 20, 3).toRows().map((row) => [...row, row[0]! + row[1]!]);
  const { ratio } = noted(pca(adataOf(rows), { nComps: 3 }));
  assertClose([ratio.reduce((sum, value) => sum + value)], [1], 1e-10);
});

Deno.test("pca() makes the entry of largest size in every column of the scores positive", () => {
  const adata = pca(adataOf(randomCounts(4, 25, 12)), { nComps: 5 });
  for (let k = 0; k < 5; k++) {
    const column = columnOf(scores(adata), k);
    assert(Math.max(...column) > -Math.min(...column) - 1e-9);
  }
});

Deno.test("pca() of a matrix too large to decompose whole equals its whole decomposition", () => {
  for (const X of [randomNormal(5, 300, 280), scale(adataOf(randomCounts(5, 300, 280))).X as Dense]) {
    const means = Array.from({ length: 280 }, (_, j) => columnOf(X, j).reduce((a, b) => a + b) / 300);
    const data = Float64Array.from(elements(X), (value, at) => value - means[at % 280]!);
    const whole = svd({ data, nRows: 300, nCols: 280 }, { nComps: 8 });
    const adata = pca(adataOf(X), { nComps: 8 });
    assertClose(noted(adata).variance, whole.s.map((s) => s * s / 299), 1e-9);
    assertClose(elements(scores(adata)), whole.u.map((u, at) => u * whole.s[at % 8]!), 1e-4);
  }
});

Deno.test("pca() is the same for sparse input, scaled dense input stays exact where zeros are a background", () => {
  const counts = randomCounts(6, 320, 300);
  const [[, dense], [, csr], [, csc]] = storages(counts);
  const results = [dense, csr, csc].map((X) => pca(adataOf(X), { nComps: 5 }));
  for (const other of results.slice(1)) {
    assertClose(elements(scores(other)), elements(scores(results[0]!)), 1e-5);
    assertClose(noted(other).variance, noted(results[0]!).variance, 1e-9);
  }
});

Deno.test("pca() randomized finds the strong components, the same for the same seed", () => {
  const rng = new Rng(7);
  const factors = randomNormal(8, 200, 3).toRows();
  const weights = randomNormal(9, 3, 120).toRows();
  const rows = factors.map((row) =>
    Array.from(
      { length: 120 },
      (_, j) => row.reduce((sum, f, k) => sum + (9 - 3 * k) * f * weights[k]![j]!, 0) + rng.normal(),
    )
  );
  const adata = adataOf(rows);
  const exact = noted(pca(adata, { nComps: 3, solver: "exact" })).variance;
  const first = pca(adata, { nComps: 3, solver: "randomized", seed: 5 });
  assertClose(noted(first).variance, exact, 1e-9);
  assert.deepEqual(elements(scores(first)), elements(scores(pca(adata, { nComps: 3, solver: "randomized", seed: 5 }))));
});

Deno.test("pca() uses highly variable genes where they are marked, all when told", () => {
  const adata = adataOf(randomNormal(10, 20, 5)).with({ var: { highly_variable: [true, false, true, true, false] } });
  const used = pca(adata, { nComps: 2 });
  const alone = pca(adata.subset({ var: [0, 2, 3] }), { nComps: 2 });
  assertClose(elements(scores(used)), elements(scores(alone)), 1e-12);
  assert.deepEqual((used.varm.PCs as Dense).toRows().map((row) => row.every((x) => x === 0)), [
    false,
    true,
    false,
    false,
    true,
  ]);
  assert.deepEqual(noted(used).params, { zero_center: true, use_highly_variable: true, mask_var: "highly_variable" });
  const all = pca(adata, { nComps: 2, useHighlyVariable: false });
  assert.deepEqual(noted(all).params, { zero_center: true, use_highly_variable: false });
  assert(Math.abs(noted(all).variance[0]! - noted(used).variance[0]!) > 1e-3);
});

Deno.test("pca() without centring decomposes the data as they are", () => {
  const adata = pca(adataOf([[3, 0], [3, 0.1], [3, -0.1]]), { nComps: 1, zeroCenter: false });
  assertClose(elements(scores(adata)).map(Math.abs), [3, 3, 3], 1e-2);
  assert(noted(adata).variance[0]! < 1e-4);
});

Deno.test("pca() takes 50 components by default, or as many as there can be", () => {
  assert.equal(scores(pca(adataOf(randomNormal(11, 70, 60)))).nCols, 50);
  assert.equal(scores(pca(adataOf(randomNormal(11, 9, 20)))).nCols, 8);
  assert.equal(scores(pca(adataOf(randomNormal(11, 20, 6)))).nCols, 5);
});

Deno.test("pca() reads a layer and writes under another key when told", () => {
  const adata = adataOf([[1, 0], [0, 1], [5, 5]]).with({ layers: { other: randomNormal(12, 3, 2) } });
  const other = pca(adata, { nComps: 1, layer: "other", keyAdded: "pca_other" });
  assert.deepEqual(Object.keys(other.obsm), ["pca_other"]);
  assert.deepEqual(Object.keys(other.varm), ["pca_other"]);
  assert.deepEqual(Object.keys(other.uns), ["pca_other"]);
  assertClose(
    elements(other.obsm.pca_other as Matrix),
    elements(scores(pca(adataOf(randomNormal(12, 3, 2)), { nComps: 1 }))),
  );
});

Deno.test("pca() stores float32 for float32 and integer input", () => {
  assert.equal(scores(pca(adataOf(randomCounts(13, 9, 5, "float32")))).dtype, "float32");
  assert.equal(scores(pca(adataOf(randomCounts(13, 9, 5, "int32")))).dtype, "float32");
  assert.equal(scores(pca(adataOf(randomCounts(13, 9, 5)))).dtype, "float64");
});

Deno.test("pca() of integers in a large dense matrix works like that of the same numbers", () => {
  const integers = pca(adataOf(randomCounts(14, 300, 290, "int32")), { nComps: 2 });
  const doubles = pca(adataOf(randomCounts(14, 300, 290)), { nComps: 2 });
  assertClose(noted(integers).variance, noted(doubles).variance, 1e-9);
});

Deno.test("pca() of constant data is 0 everywhere, without NaN", () => {
  for (const size of [4, 300]) {
    const adata = pca(adataOf(new Dense(new Float64Array(size * size).fill(3), { shape: [size, size] })), {
      nComps: 2,
    });
    assert(elements(scores(adata)).every((x) => Math.abs(x) < 1e-9));
    assertClose(noted(adata).ratio, [0, 0], 1e-12);
  }
});

Deno.test("pca() of data of low rank gives 0 beyond the rank", () => {
  const one = randomNormal(15, 300, 1).toRows().map(([x]) => Array.from({ length: 300 }, (_, j) => x! * (j % 7)));
  const { variance } = noted(pca(adataOf(one), { nComps: 4 }));
  assert(variance[0]! > 100);
  assert(variance.slice(1).every((value) => value < 1e-9 * variance[0]!), `${variance}`);
});

Deno.test("pca() refuses more components than there can be, saying how many can", () => {
  assertThrows(() => pca(adataOf(randomNormal(16, 10, 4)), { nComps: 4 }), "TooSmall", /at most 3, .* but found 4/);
  assertThrows(() => pca(adataOf([[1, 2, 3]])), "TooSmall", /two observations and two variables .* but found fewer/);
  assertThrows(() => pca(adataOf([[1], [2]])), "TooSmall", /two observations and two variables .* but found fewer/);
  assertThrows(
    () => pca(adataOf([[1]]).subset({ obs: [] as number[] })),
    "TooSmall",
    /two observations and two variables .* but found fewer/,
  );
  assertThrows(() => pca(adataOf([[1, 2], [2, 1]]), { nComps: 0 }), "InvalidArgument", /nComps/);
});

Deno.test("pca() refuses NaN, unknown solvers, and a mask that is not there or not boolean", () => {
  assertThrows(() => pca(adataOf([[1, NaN], [2, 3], [0, 1]])), "BadValues", /NaN or infinity in X/);
  assertThrows(() => pca(adataOf([[1, 2], [2, 1]]), { solver: "full" as never }), "InvalidArgument", /solver/);
  assertThrows(
    () => pca(adataOf([[1, 2], [2, 1]]), { useHighlyVariable: true }),
    "NotFound",
    /highlyVariableGenes\(\) first/,
  );
  assertThrows(() => pca(new AnnData({ obs: new Frame(["a", "b"]) })), "NotFound", /a matrix X to work on/);
  const odd = adataOf([[1, 2], [2, 1]]).with({ var: { highly_variable: [1, 0] } });
  assertThrows(() => pca(odd), "BadValues", /true and false but found a numeric column/);
});

Deno.test("pca() does not change its input", () => {
  const adata = adataOf([[1, 2], [2, 1], [4, 4]]);
  pca(adata);
  assert.deepEqual(elements(adata.X), [1, 2, 2, 1, 4, 4]);
  assert.deepEqual(Object.keys(adata.obsm), []);
});
