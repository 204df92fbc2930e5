import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Dense } from "../../src/data/dense.ts";
import { labelProportions, modalityCorrelation, modalityCorrelationPerLabel } from "../../src/metrics/mod.ts";
import { assertClose } from "./partitions.ts";

function noise(seed: number, n: number, d: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: n * d }, () => rng.normal()), { shape: [n, d] });
}

Deno.test("labelProportions() counts labels within each section, for any labels", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 20; round++) {
    const n = rng.integer(60);
    const pick = (names: readonly string[]) => Array.from({ length: n }, () => names[rng.integer(names.length)]!);
    const [labels, sections] = [pick(["a", "b", "c"]), pick(["s1", "s2"])];
    const shares = labelProportions(labels, sections);
    for (const section of shares.index) {
      const own = labels.filter((_, i) => sections[i] === section);
      for (const label of shares.columnNames) {
        const share = Number(shares.column(label).get(shares.index.indexOf(section)));
        assertClose(share, own.filter((one) => one === label).length / own.length);
      }
    }
    assert.deepEqual([...shares.index], [...new Set(sections)].sort());
    assert.deepEqual([...shares.columnNames], [...new Set(labels)].sort());
  }
});

Deno.test("labelProportions() keeps the order of categories, and leaves out spots without label or section", () => {
  const labels = categorical(["low", null, "high", "high", null], { categories: ["low", "high"] });
  const sections = ["b", "a", "b", null, "c"];
  const shares = labelProportions(labels, sections);
  assert.deepEqual([...shares.columnNames], ["low", "high"]);
  assert.deepEqual(shares.row(1), { index: "b", low: 0.5, high: 0.5 });
  assert.deepEqual(shares.row(0), { index: "a", low: NaN, high: NaN });
  assert.deepEqual(shares.row(2), { index: "c", low: NaN, high: NaN });
});

Deno.test("labelProportions() takes no spots, and refuses labels and sections of other lengths", () => {
  const none = labelProportions([], []);
  assert.deepEqual([none.nRows, none.columnNames.length], [0, 0]);
  assert.throws(
    () => labelProportions(["a"], ["s", "s"]),
    (error) => isWeftError(error, "Misaligned") && /sections/.test(error.message),
  );
});

Deno.test("modalityCorrelationPerLabel() summarises the correlations of every cluster's spots", () => {
  const [x, y] = [noise(1, 30, 3), noise(2, 30, 2)];
  const labels = Array.from({ length: 30 }, (_, i) => i % 7 === 0 ? null : `k${i % 3}`);
  const { perRow } = modalityCorrelation(x, y);
  const rows = modalityCorrelationPerLabel(x, y, labels);
  assert.deepEqual(rows.map(({ label }) => label), ["k0", "k1", "k2"]);
  for (const { label, size, mean, median } of rows) {
    const own = [...perRow].filter((_, i) => labels[i] === label).sort((a, b) => a - b);
    assert.equal(size, own.length);
    assertClose(mean, own.reduce((sum, value) => sum + value, 0) / own.length);
    assertClose(median, (own[(own.length - 1) >> 1]! + own[own.length >> 1]!) / 2);
  }
});

Deno.test("modalityCorrelationPerLabel() is NaN for a cluster whose spots have no correlation, and refuses other lengths", () => {
  const [row] = modalityCorrelationPerLabel(Dense.fromRows([[1], [1]]), noise(1, 2, 2), ["a", "a"]);
  assert(row!.size === 2 && Number.isNaN(row!.mean) && Number.isNaN(row!.median));
  assert.throws(
    () => modalityCorrelationPerLabel(noise(1, 3, 2), noise(2, 3, 2), ["a"]),
    (error) => isWeftError(error, "Misaligned"),
  );
});
