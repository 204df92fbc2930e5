import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Block } from "../../../src/kernels/block.ts";
import { adam } from "../../../src/kernels/ops/adam.ts";
import { sgd } from "../../../src/kernels/ops/sgd.ts";
import { sumOfSquares } from "../../../src/kernels/ops/sum_of_squares.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

/** Lengths of the parameters, in an order that differs from that of their state. */
const LENGTHS = [1, 17, 0, 40_000, 5, 33];
const TOTAL = LENGTHS.reduce((a, b) => a + b, 0);

interface Problem {
  readonly rows: { readonly parameter: Block; readonly gradient: Block; offset: number; factors: [number, number] }[];
  readonly state: [Block, Block];
}

function problem(kernels: Kernels): Problem {
  const rng = new Rng(3);
  const normals = (length: number) => blockOf(kernels, Float32Array.from({ length }, () => rng.normal()));
  let end = TOTAL + 2;
  const rows = LENGTHS.map((length, i) => {
    end -= length;
    const factors: [number, number] = [0.01 * (i + 1), 1 + i];
    return { parameter: normals(length), gradient: normals(length), offset: end, factors };
  });
  const state: [Block, Block] = [normals(TOTAL + 3), normals(TOTAL + 3)];
  state[1].f32.forEach((value, i) => state[1].f32[i] = value * value);
  return { rows, state };
}

function release(kernels: Kernels, { rows, state }: Problem): void {
  for (const block of [...rows.flatMap(({ parameter, gradient }) => [parameter, gradient]), ...state]) {
    kernels.free(block);
  }
}

const close = (got: number, want: number, what: string) =>
  assert(Math.abs(got - want) <= 2e-6 * Math.max(1, Math.abs(want)), `${what}: ${got}, not ${want}`);

Deno.test("adam() moves every parameter by the formula in float64, each with its own factors and state", () => {
  const rule = { beta1: 0.9, beta2: 0.99, epsilon: 1e-3, weightDecay: 0.1, scale: 0.5 };
  for (const kernels of kernelSets()) {
    const before = problem(kernels), after = problem(kernels);
    adam(kernels, after.rows, { first: after.state[0], second: after.state[1] }, rule);
    after.rows.forEach(({ parameter, gradient, offset, factors: [step, root] }, row) => {
      const old = before.rows[row]!.parameter.f32;
      for (let i = 0; i < parameter.length; i++) {
        const g = rule.scale * gradient.f32[i]! + rule.weightDecay * old[i]!;
        const m = rule.beta1 * before.state[0].f32[offset + i]! + (1 - rule.beta1) * g;
        const v = rule.beta2 * before.state[1].f32[offset + i]! + (1 - rule.beta2) * g * g;
        close(after.state[0].f32[offset + i]!, m, "first moment");
        close(after.state[1].f32[offset + i]!, v, "second moment");
        close(parameter.f32[i]!, old[i]! - step * m / (Math.sqrt(v) * root + rule.epsilon), `parameter ${row}, ${i}`);
      }
    });
    for (const edge of [0, 1, TOTAL + 2]) assert.equal(after.state[0].f32[edge], before.state[0].f32[edge]);
    for (const one of [before, after]) release(kernels, one);
  }
});

Deno.test("sgd() moves every parameter by the formula in float64", () => {
  const rule = { momentum: 0.9, weightDecay: 0.1, scale: 0.5 };
  for (const kernels of kernelSets()) {
    const before = problem(kernels), after = problem(kernels);
    sgd(kernels, after.rows, after.state[0], rule);
    after.rows.forEach(({ parameter, gradient, offset, factors: [step] }, row) => {
      const old = before.rows[row]!.parameter.f32;
      for (let i = 0; i < parameter.length; i++) {
        const g = rule.scale * gradient.f32[i]! + rule.weightDecay * old[i]!;
        const v = rule.momentum * before.state[0].f32[offset + i]! + g;
        close(after.state[0].f32[offset + i]!, v, "velocity");
        close(parameter.f32[i]!, old[i]! - step * v, `parameter ${row}, ${i}`);
      }
    });
    for (const one of [before, after]) release(kernels, one);
  }
});

Deno.test("sumOfSquares() sums in doubles", () => {
  for (const kernels of kernelSets()) {
    const blocks = [new Float32Array(1_000_000).fill(1e-3), [3, 4], []].map((values) => blockOf(kernels, values));
    assert(Math.abs(sumOfSquares(kernels, blocks) - 26) < 1e-6);
    assert.equal(sumOfSquares(kernels, [blocks[2]!]), 0);
    assert.equal(sumOfSquares(kernels, []), 0);
    for (const block of blocks) kernels.free(block);
  }
});

Deno.test("adam(), sgd() and sumOfSquares() give the same bytes on any number of threads", () => {
  const rule = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-3, scale: 1, momentum: 0.9 };
  for (const kernels of kernelSets()) {
    const [first, ...others] = onThreads(kernels, () => {
      const one = problem(kernels);
      adam(kernels, one.rows, { first: one.state[0], second: one.state[1] }, rule);
      sgd(kernels, one.rows, one.state[0], rule);
      const sum = sumOfSquares(kernels, one.rows.map(({ parameter }) => parameter));
      const result = [sum, ...one.rows.map(({ parameter }) => parameter.f32.slice())];
      release(kernels, one);
      return result;
    });
    for (const other of others) assert.deepEqual(other, first);
  }
});

Deno.test("adam() and sgd() refuse gradients and states that are too short", () => {
  const [kernels] = kernelSets();
  const [long, short] = [blockOf(kernels!, new Float32Array(9)), blockOf(kernels!, new Float32Array(8))];
  const rule = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, scale: 1, momentum: 0 };
  const row = { parameter: long, gradient: long, offset: 0, factors: [1, 1] as const };
  const moments = { first: long, second: long };
  const refused = { tag: "Misaligned" };
  assert.throws(() => adam(kernels!, [{ ...row, gradient: short }], moments, rule), refused);
  assert.throws(() => adam(kernels!, [row], { first: long, second: short }, rule), refused);
  assert.throws(() => adam(kernels!, [{ ...row, offset: 1 }], moments, rule), refused);
  assert.throws(() => adam(kernels!, [{ ...row, offset: -1 }], moments, rule), refused);
  assert.throws(() => sgd(kernels!, [row], short, rule), refused);
  for (const block of [long, short]) kernels!.free(block);
});
