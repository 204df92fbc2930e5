import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { columnRanks } from "../../../src/preprocess/markers/column_ranks.ts";

/** Rank sums and tie factor by sorting everything, zeros included. */
function byHand(full: number[], codes: number[], nGroups: number) {
  const rank = (value: number) => {
    const below = full.filter((other) => other < value).length;
    const equal = full.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  };
  const sums = new Float64Array(nGroups);
  full.forEach((value, i) => sums[codes[i]!]! += rank(value));
  const n = full.length;
  const ties = [...new Set(full)].map((value) => full.filter((other) => other === value).length);
  return { sums, tieFactor: 1 - ties.reduce((sum, t) => sum + t ** 3 - t, 0) / (n ** 3 - n) };
}

Deno.test("columnRanks() equals full ranking, with ties, negative values and zeros left out", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 40; round++) {
    const n = 2 + rng.integer(30);
    const full = Array.from({ length: n }, () => rng.uniform() < 0.4 ? 0 : rng.integer(7) - 3);
    const codes = full.map(() => rng.integer(3));
    const stored = full.map((_, i) => i).filter((i) => full[i] !== 0);
    const sizes = Int32Array.from([0, 1, 2], (g) => codes.filter((code) => code === g).length);
    const got = columnRanks(
      Float64Array.from(stored, (i) => full[i]!),
      Int32Array.from(stored, (i) => codes[i]!),
      sizes,
    );
    const want = byHand(full, codes, 3);
    got.sums.forEach((sum, g) => assert(Math.abs(sum - want.sums[g]!) < 1e-9));
    assert(Math.abs(got.tieFactor - want.tieFactor) < 1e-12);
  }
});

Deno.test("columnRanks() of a column of zeros is one tie: factor 0 and mean ranks", () => {
  const { sums, tieFactor } = columnRanks(new Float64Array(0), new Int32Array(0), Int32Array.of(3, 1));
  assert.deepEqual([...sums], [7.5, 2.5]);
  assert.equal(tieFactor, 0);
});

Deno.test("columnRanks() of a single observation has no ties to correct", () => {
  assert.equal(columnRanks(Float64Array.of(4), Int32Array.of(0), Int32Array.of(1)).tieFactor, 1);
});
