import assert from "node:assert/strict";

import { gridPattern } from "../../../src/io/datasets/pattern.ts";

function columnSums(factors: Uint8Array, nFactors: number): number[] {
  const sums = new Array<number>(nFactors).fill(0);
  factors.forEach((value, at) => sums[at % nFactors]! += value);
  return sums;
}

function rowSums(factors: Uint8Array, nFactors: number): number[] {
  return Array.from(
    { length: factors.length / nFactors },
    (_, i) => factors.subarray(i * nFactors, (i + 1) * nFactors).reduce((sum, value) => sum + value, 0),
  );
}

for (const layout of ["coarse", "fine"] as const) {
  Deno.test(`gridPattern() gives the class sizes of the card in layout ${layout}`, () => {
    const { factors, nFactors, nSpots, domains } = gridPattern(layout);
    assert.equal(nSpots, 1296);
    assert.deepEqual(columnSums(factors, nFactors), [180, 288, 216, 180]);
    const rows = rowSums(factors, nFactors);
    assert.deepEqual([...new Set(rows)].sort(), [0, 1]);
    assert.equal(rows.filter((sum) => sum === 0).length, 432);
    assert.equal(domains.filter((domain) => domain === 4).length, 432);
  });
}

Deno.test("gridPattern() bounds mutual information by 1.547426 nats", () => {
  const { domains } = gridPattern("coarse");
  const entropy = [0, 1, 2, 3, 4].map((k) => domains.filter((domain) => domain === k).length / 1296)
    .reduce((sum, share) => sum - share * Math.log(share), 0);
  assert.ok(Math.abs(entropy - 1.547426) < 1e-6, `${entropy}`);
});

Deno.test("gridPattern() draws plus, ring, stair and T, row 0 on top", () => {
  const { domains } = gridPattern("coarse");
  const picture = Array.from(
    { length: 6 },
    (_, row) =>
      Array.from({ length: 6 }, (_, column) => "1234."[domains[36 * (6 * row + 3) + 6 * column + 3]!]).join(""),
  );
  assert.deepEqual(picture, [".1.222", "1112.2", ".1.222", "3..444", "33..4.", "333.4."]);
});

Deno.test("gridPattern() tiles the pattern 3 × 3 in the fine layout", () => {
  const coarse = gridPattern("coarse").domains, fine = gridPattern("fine").domains;
  for (let row = 0; row < 36; row++) {
    for (let column = 0; column < 36; column++) {
      const cell = 36 * (6 * (Math.floor(row / 2) % 6)) + 6 * (Math.floor(column / 2) % 6);
      assert.equal(fine[36 * row + column], coarse[cell]);
    }
  }
});

Deno.test("gridPattern() spaces coordinates by 4/35 on [-2, 2], y falling with the row", () => {
  const { coordinates } = gridPattern("coarse");
  assert.deepEqual([...coordinates.subarray(0, 2)], [-2, 2]);
  assert.deepEqual([...coordinates.subarray(2 * 1295)], [2, -2]);
  assert.ok(Math.abs(coordinates[2]! - coordinates[0]! - 4 / 35) < 1e-12);
  assert.ok(Math.abs(coordinates[1]! - coordinates[2 * 36 + 1]! - 4 / 35) < 1e-12);
});

Deno.test("gridPattern() keeps the large factor active inside the rare niches", () => {
  const { factors, nFactors, domains } = gridPattern("rare");
  assert.equal(nFactors, 7);
  assert.deepEqual(columnSums(factors, nFactors), [180, 288, 216, 180, 36, 54, 24]);
  const sizes = Array.from({ length: 8 }, (_, k) => domains.filter((domain) => domain === k).length);
  assert.deepEqual(sizes, [180, 234, 192, 180, 36, 54, 24, 396]);
  domains.forEach((domain, spot) => {
    const active = Array.from(factors.subarray(7 * spot, 7 * spot + 7).entries()).filter(([, on]) => on).map(([k]) =>
      k
    );
    const expected = { 5: [1, 5], 6: [2, 6], 7: [] }[domain] ?? [domain];
    assert.deepEqual(active, expected);
  });
});
