import assert from "node:assert/strict";
import { Curve } from "../../../src/bridge/loss_live/curve.ts";
import { Rng } from "../../../src/core/rng.ts";

const epoch = (total: number, terms: Record<string, number>, weights: Record<string, number> = {}) => ({
  total,
  terms,
  weights: { ...Object.fromEntries(Object.keys(terms).map((name) => [name, 1])), ...weights },
});

Deno.test("Curve is a table of total and terms, row after row", () => {
  const curve = new Curve();
  assert.deepEqual([curve.length, curve.rows().length], [0, 0]);
  assert.equal(curve.add(epoch(3, { a: 1, b: 2 }, { b: 0.5 })), true);
  assert.equal(curve.add(epoch(1.5, { a: 0.5, b: 1 }, { b: 0.25 })), false);
  assert.deepEqual(curve.terms, ["total", "a", "b"]);
  assert.deepEqual(curve.weights, [1, 1, 0.25]);
  assert.deepEqual([...curve.rows()], [3, 1, 2, 1.5, 0.5, 1]);
  assert.deepEqual([...curve.rows(1)], [1.5, 0.5, 1]);
  assert.deepEqual([...curve.rows(9)], []);
});

Deno.test("Curve gives copies: what was sent does not change", () => {
  const curve = new Curve();
  curve.add(epoch(1, { a: 1 }));
  curve.rows()[0] = 99;
  assert.equal(curve.rows()[0], 1);
});

Deno.test("Curve takes a term that comes late, and one that stays away", () => {
  const curve = new Curve();
  curve.add(epoch(1, { a: 1 }));
  assert.equal(curve.add(epoch(3, { a: 1, late: 2 }, { late: 0.1 })), true);
  assert.equal(curve.add(epoch(2, { late: 2 }, { late: 0.2 })), false);
  assert.deepEqual(curve.terms, ["total", "a", "late"]);
  assert.deepEqual([...curve.rows()], [1, 1, NaN, 3, 1, 2, 2, NaN, 2]);
  assert.deepEqual(curve.weights, [1, 1, 0.2], "the last weight that each had");
});

Deno.test("Curve of many epochs holds what was put in, whatever its room was", () => {
  const rng = new Rng(1);
  for (const nTerms of [1, 3, 8]) {
    const curve = new Curve();
    const all: number[] = [];
    for (let i = 0; i < 700; i++) {
      const terms = Object.fromEntries(Array.from({ length: nTerms }, (_, j) => [`t${j}`, Math.fround(rng.uniform())]));
      const total = Math.fround(rng.uniform());
      all.push(total, ...Object.values(terms));
      curve.add(epoch(total, terms));
    }
    assert.deepEqual([...curve.rows()], all);
    assert.equal(curve.length, 700);
  }
});

Deno.test("Curve.like() lays another run out in the same columns", () => {
  const curve = new Curve();
  curve.add(epoch(1, { a: 1, b: 2 }));
  assert.deepEqual([...curve.like([epoch(9, { b: 8, c: 7 }), epoch(5, { a: 4 })])], [9, NaN, 8, 5, 4, NaN]);
  assert.equal(curve.like([]).length, 0);
});
