import assert from "node:assert/strict";
import { adjustPValues } from "../../../src/core/special/adjust_p_values.ts";
import { Rng } from "../../../src/core/rng.ts";

Deno.test("adjustPValues() by Benjamini and Hochberg equals the step-up definition", () => {
  const rng = new Rng(1);
  const p = Float64Array.from({ length: 30 }, () => rng.uniform() ** 2);
  const sorted = p.toSorted();
  adjustPValues(p, "benjamini-hochberg").forEach((adjusted, i) => {
    const candidates = Array.from(sorted, (value, r) => value >= p[i]! ? Math.min(1, value * 30 / (r + 1)) : 1);
    assert(Math.abs(adjusted - Math.min(...candidates)) < 1e-15);
  });
});

Deno.test("adjustPValues() keeps the order of the tests and lets ties share a value", () => {
  assert.deepEqual(
    [...adjustPValues(Float64Array.of(0.04, 0.01, 0.04, 0.5), "benjamini-hochberg")].map((p) => +p.toFixed(6)),
    [
      0.053333,
      0.04,
      0.053333,
      0.5,
    ],
  );
});

Deno.test("adjustPValues() by Bonferroni multiplies and stops at 1", () => {
  assert.deepEqual([...adjustPValues(Float64Array.of(0.125, 0.5, 0), "bonferroni")], [0.375, 1, 0]);
});

Deno.test("adjustPValues() takes NaN as a test that found nothing, and leaves its input alone", () => {
  const p = Float64Array.of(0.01, NaN);
  assert.deepEqual([...adjustPValues(p, "benjamini-hochberg")], [0.02, 1]);
  assert(Number.isNaN(p[1]!));
  assert.deepEqual([...adjustPValues(new Float64Array(0), "bonferroni")], []);
});
