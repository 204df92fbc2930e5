import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import { groupMoments, mergeMoments } from "../../../src/preprocess/markers/group_moments.ts";

const rng = new Rng(3);
const rows = Array.from(
  { length: 17 },
  () => Array.from({ length: 4 }, () => rng.uniform() < 0.5 ? 0 : rng.normal() + 3),
);
const codes = Int32Array.from(rows, (_, i) => i % 3);
const sizes = Int32Array.of(6, 6, 5);
const x = Dense.fromRows(rows, "float64");

function byHand(members: number[], j: number) {
  const values = members.map((i) => rows[i]![j]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance, nonZero: values.filter((value) => value !== 0).length / values.length };
}

Deno.test("groupMoments() equals two-pass mean and variance, dense and sparse", () => {
  for (const matrix of [x, Csr.fromDense(x)]) {
    groupMoments(matrix, codes, sizes).forEach((group, g) => {
      const members = rows.map((_, i) => i).filter((i) => codes[i] === g);
      for (let j = 0; j < 4; j++) {
        const want = byHand(members, j);
        assert(Math.abs(group.mean[j]! - want.mean) < 1e-12);
        assert(Math.abs(group.variance[j]! - want.variance) < 1e-12);
        assert(Math.abs(group.nonZero[j]! - want.nonZero) < 1e-15);
      }
    });
  }
});

Deno.test("mergeMoments() of some groups equals the moments of their rows; an empty group does no harm", () => {
  const [a, , c] = groupMoments(x, codes, sizes);
  const empty = groupMoments(x, codes, Int32Array.of(6, 6, 5, 0))[3]!;
  const merged = mergeMoments([a!, empty, c!]);
  const members = rows.map((_, i) => i).filter((i) => codes[i] !== 1);
  assert.equal(merged.n, 11);
  for (let j = 0; j < 4; j++) {
    const want = byHand(members, j);
    assert(Math.abs(merged.mean[j]! - want.mean) < 1e-12);
    assert(Math.abs(merged.variance[j]! - want.variance) < 1e-12);
    assert(Math.abs(merged.nonZero[j]! - want.nonZero) < 1e-12);
  }
});

Deno.test("groupMoments() keeps variances exact far from zero, where sums of squares would not", () => {
  const far = Dense.fromRows([[1e9], [1e9 + 1], [1e9 + 2]], "float64");
  assert.equal(groupMoments(far, new Int32Array(3), Int32Array.of(3))[0]!.variance[0], 1);
});
