import assert from "node:assert/strict";
import { GrowingCurve } from "../../../widgets/loss_live/growing_curve.ts";
import { Rng } from "../../../src/core/rng.ts";

const rows = (from: number, nTerms = 2) => ({ kind: "rows", from, nTerms }) as const;

Deno.test("GrowingCurve takes rows that follow", () => {
  const curve = new GrowingCurve();
  curve.reset(Float32Array.of(1, 2), 2);
  assert(curve.take(rows(1), Float32Array.of(3, 4, 5, 6)));
  assert.equal(curve.length, 3);
  assert.deepEqual([...curve.values], [1, 2, 3, 4, 5, 6]);
});

Deno.test("GrowingCurve keeps what it has when rows overlap, and refuses a gap and other terms", () => {
  const curve = new GrowingCurve();
  curve.reset(Float32Array.of(1, 2, 3, 4), 2);
  assert(curve.take(rows(1), Float32Array.of(9, 9, 5, 6)));
  assert.deepEqual([...curve.values], [1, 2, 3, 4, 5, 6]);
  assert(curve.take(rows(0), Float32Array.of(9, 9)), "nothing new");
  assert(!curve.take(rows(4), Float32Array.of(7, 8)));
  assert(!curve.take(rows(3, 3), Float32Array.of(7, 8, 9)));
  assert.equal(curve.length, 3);
});

Deno.test("GrowingCurve does not write into what it was given", () => {
  const given = Float32Array.of(1, 2);
  const curve = new GrowingCurve();
  curve.reset(given, 1);
  curve.take(rows(2, 1), Float32Array.of(3));
  assert.deepEqual([...given], [1, 2]);
});

Deno.test("GrowingCurve is whole after parcels of any size, some of them twice", () => {
  const rng = new Rng(4);
  for (let round = 0; round < 30; round++) {
    const nTerms = 1 + rng.integer(6);
    const all = Float32Array.from({ length: nTerms * 400 }, () => rng.uniform());
    const curve = new GrowingCurve();
    curve.reset(all.slice(0, nTerms * rng.integer(50)), nTerms);
    while (curve.length < 400) {
      const from = Math.max(0, curve.length - rng.integer(3));
      const to = Math.min(400, from + 1 + rng.integer(60));
      assert(curve.take(rows(from, nTerms), all.slice(from * nTerms, to * nTerms)));
    }
    assert.deepEqual(curve.values, all);
  }
});
