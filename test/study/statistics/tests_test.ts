import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { holm, pairedDifference, studentQuantile, wilcoxonSignedRank } from "../../../src/study/mod.ts";

function near(found: number, expected: number, tolerance = 1e-9): void {
  assert(Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${found} for ${expected}`);
}

Deno.test("studentQuantile() is that of the tables", () => {
  near(studentQuantile(0.975, 1), 12.706204736174694);
  near(studentQuantile(0.975, 4), 2.7764451051977934);
  near(studentQuantile(0.9, 2.5), 1.7302509288071766);
  near(studentQuantile(0.999, 30), 3.3851848668293045);
  near(studentQuantile(0.6, 7), 0.2631668613520229);
});

Deno.test("studentQuantile() is odd about one half and refuses what is no probability", () => {
  near(studentQuantile(0.025, 9), -studentQuantile(0.975, 9));
  near(studentQuantile(0.5, 3), 0);
  assert.throws(() => studentQuantile(1, 3), { tag: "InvalidArgument" });
  assert.throws(() => studentQuantile(0.9, 0), { tag: "InvalidArgument" });
});

const SCORES = [0.91, 0.88, 0.95, 0.80, 0.86, 0.93];
const BASELINE = [0.85, 0.86, 0.90, 0.81, 0.80, 0.84];

Deno.test("pairedDifference() gives mean, interval and p-value of the paired t-test", () => {
  const found = pairedDifference(SCORES, BASELINE);
  assert.equal(found.n, 6);
  near(found.mean, 0.045);
  near(found.sd, 0.035071355833500365);
  near(found.low, 0.008194869248850774);
  near(found.high, 0.08180513075114923);
  near(found.pValue, 0.025581586881955064);
});

Deno.test("pairedDifference() has a narrower interval at a lower level", () => {
  const { low, high } = pairedDifference(SCORES, BASELINE, { level: 0.9 });
  near(low, 0.01614889795677166);
  near(high, 0.07385110204322834);
});

Deno.test("pairedDifference() leaves out pairs that lack a value", () => {
  const found = pairedDifference([1, NaN, 3, 2], [0, 1, NaN, 0]);
  assert.equal(found.n, 2);
  assert.equal(found.mean, 1.5);
});

Deno.test("pairedDifference() has no interval for fewer than two pairs", () => {
  const { n, mean, low, high, pValue } = pairedDifference([1], [0.5]);
  assert.deepEqual({ n, mean, low, high, pValue }, { n: 1, mean: 0.5, low: NaN, high: NaN, pValue: NaN });
  assert.equal(pairedDifference([], []).n, 0);
});

Deno.test("pairedDifference() of differences that are all alike is that difference", () => {
  const same = pairedDifference([1, 2, 3], [1, 2, 3]);
  assert.deepEqual([same.mean, same.low, same.high, same.pValue], [0, 0, 0, 1]);
  const above = pairedDifference([1.5, 2.5], [1, 2]);
  assert.deepEqual([above.mean, above.low, above.high, above.pValue], [0.5, 0.5, 0.5, 0]);
});

Deno.test("pairedDifference() changes its sign, not its size, when the series change places", () => {
  const [there, back] = [pairedDifference(SCORES, BASELINE), pairedDifference(BASELINE, SCORES)];
  near(there.low, -back.high);
  near(there.pValue, back.pValue);
});

Deno.test("pairedDifference() refuses series of different lengths and a level that is none", () => {
  assert.throws(() => pairedDifference([1, 2], [1]), { tag: "Misaligned" });
  assert.throws(() => pairedDifference([1, 2], [1, 2], { level: 1 }), { tag: "InvalidArgument" });
});

Deno.test("holm() multiplies step by step and never lets a larger p-value fall below a smaller", () => {
  assert.deepEqual([...holm([0.01, 0.04, 0.03, 0.005])].map((p) => +p.toFixed(12)), [0.03, 0.06, 0.06, 0.02]);
  assert.deepEqual([...holm([0.9, 0.8])], [1, 1]);
  assert.deepEqual([...holm([])], []);
});

Deno.test("holm() does not count tests that were not made", () => {
  assert.deepEqual([...holm([0.02, NaN, 0.03])], [0.04, NaN, 0.04]);
});

Deno.test("wilcoxonSignedRank() is exact for few differences", () => {
  assert.deepEqual(wilcoxonSignedRank([1.2, -0.7, 3.1, 2.2, -0.3, 1.9, 0.8, 2.7, -1.1, 0.4]), {
    n: 10,
    statistic: 46,
    pValue: 0.064453125,
  });
});

Deno.test("wilcoxonSignedRank() with ties counts every pattern of signs", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 20; round++) {
    const values = Array.from({ length: 9 }, () => rng.integer(7) - 3);
    const { n, pValue } = wilcoxonSignedRank(values);
    assert.equal(n, values.filter((value) => value !== 0).length);
    if (n > 0) near(pValue, bruteForce(values.filter((value) => value !== 0)));
  }
});

Deno.test("wilcoxonSignedRank() takes the normal approximation for many", () => {
  const { n, pValue } = wilcoxonSignedRank(Array.from({ length: 250 }, (_, i) => (i * 37 % 101 - 40) / 7));
  assert.equal(n, 247);
  near(pValue, 1.6010122364543643e-6, 1e-8);
});

Deno.test("wilcoxonSignedRank() says NaN when nothing differs", () => {
  assert.deepEqual(wilcoxonSignedRank([0, 0, NaN]), { n: 0, statistic: 0, pValue: NaN });
});

/** The share of all sign patterns whose rank sum is as far from the middle, by listing them. */
function bruteForce(values: readonly number[]): number {
  const sizes = values.map(Math.abs);
  const ranks = sizes.map((size) =>
    sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2
  );
  const middle = ranks.reduce((a, b) => a + b, 0) / 2;
  const sumOf = (pattern: number) => ranks.reduce((sum, rank, i) => sum + (pattern >> i & 1 ? rank : 0), 0);
  const own = Math.abs(ranks.reduce((sum, rank, i) => sum + (values[i]! > 0 ? rank : 0), 0) - middle);
  let as = 0;
  for (let pattern = 0; pattern < 1 << ranks.length; pattern++) if (Math.abs(sumOf(pattern) - middle) >= own) as++;
  return as / (1 << ranks.length);
}
