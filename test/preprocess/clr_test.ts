import assert from "node:assert/strict";
import { Dense } from "../../src/data/dense.ts";
import { clr } from "../../src/preprocess/clr.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts, storages } from "./support.ts";

function byHand(rows: number[][], axis: "feature" | "cell"): number[] {
  const geometric = (values: number[]) => Math.exp(values.reduce((sum, x) => sum + Math.log1p(x), 0) / values.length);
  const ofColumn = rows[0]!.map((_, j) => geometric(rows.map((row) => row[j]!)));
  const ofRow = rows.map(geometric);
  return rows.flatMap((row, i) => row.map((x, j) => Math.log1p(x / (axis === "feature" ? ofColumn[j]! : ofRow[i]!))));
}

Deno.test("clr() divides by the geometric mean of the feature by default, of the cell when told, in every storage", () => {
  for (let seed = 0; seed < 4; seed++) {
    const counts = randomCounts(seed, 6 + seed, 5);
    for (const [name, X] of storages(counts)) {
      assertClose(elements(clr(adataOf(X)).X), byHand(counts.toRows(), "feature"), 1e-13, name);
      assertClose(elements(clr(adataOf(X), { axis: "cell" }).X), byHand(counts.toRows(), "cell"), 1e-13, name);
    }
  }
});

Deno.test("clr() leaves empty rows and columns at 0 and sparse sparse", () => {
  const [, [, csr]] = storages(Dense.fromRows([[0, 0, 3], [0, 0, 0]]));
  for (const axis of ["feature", "cell"] as const) {
    const { X } = clr(adataOf(csr), { axis });
    assert.equal(X!.kind, "csr");
    assert.deepEqual(elements(X).map(Math.sign), [0, 0, 1, 0, 0, 0]);
  }
});

Deno.test("clr() reads layers['counts'] before X, keeps counts, and forgets the logarithm of the old X", () => {
  const logged = log1p(adataOf([[1, 3], [2, 0]]));
  const transformed = clr(logged);
  assert.deepEqual(elements(transformed.X), elements(clr(adataOf([[1, 3], [2, 0]])).X));
  assert(!("log1p" in transformed.uns));
  const fresh = adataOf([[1, 3], [2, 0]]);
  assert.equal(clr(fresh).layers.counts, fresh.X);
});

Deno.test("clr() refuses values that are not counts, naming the way out, and takes them when told", () => {
  const fractions = adataOf([[0.5, 1], [2, 3]]);
  assertThrows(
    () => clr(fractions),
    "BadValues",
    /counts \(whole numbers\) for clr\(\) but found 0\.5 in X.*allowNonCounts: true/,
  );
  assertClose(elements(clr(fractions, { allowNonCounts: true }).X), byHand([[0.5, 1], [2, 3]], "feature"));
  const logged = log1p(adataOf([[1, 3], [2, 0]]));
  assertThrows(() => clr(logged, { layer: "X" }), "BadValues", /log1p\(\) has already transformed/);
});

Deno.test("clr() refuses negative values and NaN even when non-counts are allowed", () => {
  assertThrows(() => clr(adataOf([[-1, 2]]), { allowNonCounts: true }), "BadValues", /found -1 in X.*layer/);
  assertThrows(() => clr(adataOf([[NaN, 2]])), "BadValues", /NaN/);
});

Deno.test("clr() refuses unknown axes and layers", () => {
  assertThrows(
    () => clr(adataOf([[1]]), { axis: 0 as never }),
    "InvalidArgument",
    /axis to be one of 'feature', 'cell'/,
  );
  assertThrows(() => clr(adataOf([[1]]), { layer: "umi" }), "NotFound", /'umi'/);
});

Deno.test("clr() does not change its input and works on no and on one observation", () => {
  const adata = adataOf([[1, 3], [2, 0]]);
  clr(adata);
  assert.deepEqual(elements(adata.X), [1, 3, 2, 0]);
  assert.equal(clr(adata.subset({ obs: [] as number[] })).nObs, 0);
  assertClose(elements(clr(adataOf([[3, 0]])).X), [Math.log1p(3 / 4), 0]);
});
