import assert from "node:assert/strict";
import { Csr } from "../../src/data/csr.ts";
import { scale } from "../../src/preprocess/scale.ts";
import { adataOf, assertClose, assertThrows, elements, numbers, randomCounts, storages } from "./support.ts";

function byHand(rows: number[][], center: boolean, max = Infinity): number[] {
  const stats = rows[0]!.map((_, j) => {
    const column = rows.map((row) => row[j]!);
    const mean = column.reduce((a, b) => a + b, 0) / rows.length;
    const deviation = Math.sqrt(column.reduce((s, x) => s + (x - mean) ** 2, 0) / (rows.length - 1)) || 1;
    return { mean, deviation };
  });
  return rows.flatMap((row) =>
    row.map((x, j) => {
      const value = (x - (center ? stats[j]!.mean : 0)) / stats[j]!.deviation;
      return Math.min(max, center ? Math.max(-max, value) : value);
    })
  );
}

Deno.test("scale() centres and scales random counts in every storage, clipped or not", () => {
  for (let seed = 0; seed < 4; seed++) {
    const counts = randomCounts(seed, 8 + seed, 5 + seed);
    for (const [name, X] of storages(counts)) {
      for (const maxValue of [undefined, 1]) {
        for (const zeroCenter of [true, false]) {
          const scaled = scale(adataOf(X), { zeroCenter, ...(maxValue && { maxValue }) });
          assertClose(
            elements(scaled.X),
            byHand(counts.toRows(), zeroCenter, maxValue),
            1e-12,
            `${name} ${zeroCenter}`,
          );
        }
      }
    }
  }
});

Deno.test("scale() gives columns of mean 0 and variance 1 and notes what they had", () => {
  const scaled = scale(adataOf([[1, 5], [2, 5], [6, 5]]));
  assertClose(numbers(scaled, "var", "mean"), [3, 5]);
  assertClose(numbers(scaled, "var", "std"), [Math.sqrt(7), 1]);
  const again = scale(scaled);
  assertClose(numbers(again, "var", "mean"), [0, 0]);
  assertClose(numbers(again, "var", "std"), [1, 1]);
});

Deno.test("scale() makes sparse dense when centring and leaves it sparse when not", () => {
  const csr = Csr.fromDense(randomCounts(5, 6, 4, "float32"));
  assert.equal(scale(adataOf(csr)).X!.kind, "dense");
  assert.equal(scale(adataOf(csr)).X!.dtype, "float32");
  assert.equal(scale(adataOf(csr), { zeroCenter: false }).X!.kind, "csr");
});

Deno.test("scale() agrees between dense and sparse to the last bit where zeros lie", () => {
  const [, [, csr]] = storages(randomCounts(6, 40, 8, "float32"));
  const [dense] = storages(randomCounts(6, 40, 8, "float32"));
  assertClose(elements(scale(adataOf(csr)).X), elements(scale(adataOf(dense[1])).X), 3e-7);
});

Deno.test("scale() makes constant variables 0, and everything of a single observation", () => {
  assert.deepEqual(elements(scale(adataOf([[4, 0], [4, 0]])).X), [0, 0, 0, 0]);
  const tenths = Array.from({ length: 37 }, () => [0.1]);
  assert(elements(scale(adataOf(tenths)).X).every((value) => Math.abs(value) < 1e-15));
  assert.deepEqual(elements(scale(adataOf([[4, 7]])).X), [0, 0]);
  assert.equal(scale(adataOf([[4]]).subset({ obs: [] as number[] })).nObs, 0);
});

Deno.test("scale() keeps counts in a layer and reads another layer when told", () => {
  const adata = adataOf([[1, 2], [3, 5]]);
  assert.equal(scale(adata).layers.counts, adata.X);
  const other = adata.with({ layers: { logged: adataOf([[0, 0], [2, 2]]).X! } });
  assertClose(elements(scale(other, { layer: "logged" }).X), [-1, -1, 1, 1].map((x) => x / Math.SQRT2));
});

Deno.test("scale() names a variable with NaN or infinity", () => {
  assertThrows(() => scale(adataOf([[1, NaN], [2, 3]])), "BadValues", /NaN or infinity in variable '1'/);
  assertThrows(() => scale(adataOf([[Infinity, 1], [2, 3]])), "BadValues", /variable '0'/);
});

Deno.test("scale() refuses a maxValue that is not above 0 and changes nothing of its input", () => {
  const adata = adataOf([[1, 2], [3, 5]]);
  assertThrows(() => scale(adata, { maxValue: 0 }), "InvalidArgument", /maxValue/);
  scale(adata);
  assert.deepEqual(elements(adata.X), [1, 2, 3, 5]);
  assert(!adata.var.has("mean"));
});
