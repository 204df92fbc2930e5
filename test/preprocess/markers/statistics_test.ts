import assert from "node:assert/strict";
import { Dense } from "../../../src/data/dense.ts";
import { groupMoments } from "../../../src/preprocess/markers/group_moments.ts";
import type { MarkerGroups } from "../../../src/preprocess/markers/marker_groups.ts";
import { welchTest } from "../../../src/preprocess/markers/welch_test.ts";
import { wilcoxonTest } from "../../../src/preprocess/markers/wilcoxon_test.ts";

// Two groups of one gene and of a constant gene; expectations by scipy 1.17.
const GROUP = [2.1, 0, 0, 3.3, 1.2, 0.4];
const OTHER = [0, 0, 0.5, 0, 1.1, 0, 0.2, 0.7];
const x = Dense.fromRows([...GROUP, ...OTHER].map((value) => [value, 3, 0]), "float64");
const codes = Int32Array.from({ length: 14 }, (_, i) => i < 6 ? 0 : 1);
const sizes = Int32Array.of(6, 8, 0);
const groups = (reference: number): MarkerGroups => ({ names: ["a", "b"], codes, sizes, tested: [0], reference });

function near(got: number, want: number): void {
  assert(Math.abs(got - want) < 1e-12, `wanted ${want}, got ${got}`);
}

Deno.test("welchTest() agrees with scipy's ttest_ind(equal_var=False)", () => {
  const [a, b] = groupMoments(x, codes, sizes);
  const { scores, pValues } = welchTest(a!, b!, b!.n);
  near(scores[0]!, 1.5275010002201073);
  near(pValues[0]!, 0.17964504450599378);
});

Deno.test("welchTest() with the group's own size overestimates the variance as scipy says", () => {
  const [a, b] = groupMoments(x, codes, sizes);
  const { scores, pValues } = welchTest(a!, b!, a!.n);
  near(scores[0]!, 1.5102251374832114);
  near(pValues[0]!, 0.18190022742778061);
});

Deno.test("welchTest() says 0 and 1 for a gene without any difference, infinity and 0 for one without spread", () => {
  const [a, b] = groupMoments(x, codes, sizes);
  const { scores, pValues } = welchTest(a!, b!, b!.n);
  assert.deepEqual([scores[1], pValues[1], scores[2], pValues[2]], [0, 1, 0, 1]);
  const apart = groupMoments(Dense.fromRows([[1], [1], [2], [2]]), Int32Array.of(0, 0, 1, 1), Int32Array.of(2, 2));
  const sharp = welchTest(apart[0]!, apart[1]!, 2);
  assert.deepEqual([sharp.scores[0], sharp.pValues[0]], [-Infinity, 0]);
});

Deno.test("wilcoxonTest() agrees with the normal approximation on scipy's ranks, against the rest and a group", () => {
  for (const reference of [-1, 1]) {
    const [plain] = wilcoxonTest(x, groups(reference), false, {});
    near(plain!.scores[0]!, 1.161895003862225);
    near(plain!.pValues[0]!, 0.2452781168067728);
    const [corrected] = wilcoxonTest(x, groups(reference), true, {});
    near(corrected!.scores[0]!, 1.2093386622447824);
    near(corrected!.pValues[0]!, 0.22653276315984083);
  }
});

Deno.test("wilcoxonTest() says 0 and 1 for constant genes, with and without a tie correction", () => {
  for (const tieCorrect of [false, true]) {
    const [{ scores, pValues }] = wilcoxonTest(x, groups(-1), tieCorrect, {}) as [
      { scores: Float64Array; pValues: Float64Array },
    ];
    assert.deepEqual([...scores.subarray(1)], [0, 0]);
    assert.deepEqual([...pValues.subarray(1)], [1, 1]);
  }
});
