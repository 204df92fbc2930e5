import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { attentionScore, attentionScoreBackward } from "../../../src/kernels/ops/attention_score.ts";
import { weightedSum, weightedSumBackward } from "../../../src/kernels/ops/weighted_sum.ts";
import { normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets } from "../helpers.ts";

const SHAPES = [[0, 3], [1, 1], [7, 5], [100, 16], [210, 67]] as const;
const near = (got: number, want: number, tolerance = 3e-6): void =>
  assert(Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)), `got ${got}, want ${want}`);

Deno.test("attentionScore() and its gradient equal doubles, writing every other score", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, width] of SHAPES) {
      const rng = new Rng(width);
      const [x, u, slope] = [normals(rng, nRows * width), normals(rng, width), normals(rng, 2 * nRows)];
      const blocks = [x, x, u, slope, slope].map((array) => blockOf(kernels, array));
      const [from, hidden, weights, scores, slopes] = blocks;
      const rows = { hidden: hidden!, u: weights!, nRows, width };
      attentionScore(kernels, from!, rows, { block: scores!, at: 1, count: 2 });
      for (let i = 0; i < nRows; i++) {
        let want = 1e-6;
        for (let f = 0; f < width; f++) want += Math.tanh(x[i * width + f]!) * u[f]!;
        near(scores!.f32[2 * i + 1]!, want);
        assert.equal(scores!.f32[2 * i], slope[2 * i]);
      }
      const ofU = attentionScoreBackward(kernels, rows, { block: slopes!, at: 1, count: 2 }, from!);
      for (let f = 0; f < width; f++) {
        let sum = 0;
        for (let i = 0; i < nRows; i++) {
          const h = Math.tanh(x[i * width + f]!), s = slope[2 * i + 1]!;
          sum += s * h;
          near(from!.f32[i * width + f]!, s * u[f]! * (1 - h * h));
        }
        near(ofU[f]!, sum);
      }
      for (const block of blocks) kernels.free(block);
    }
  }
});

Deno.test("weightedSum() and its gradients equal doubles for any number of inputs", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, width] of SHAPES) {
      for (const count of [1, 2, 12]) {
        const rng = new Rng(width + count);
        const inputs = Array.from({ length: count }, () => normals(rng, nRows * width));
        const [weights, dy] = [normals(rng, nRows * count), normals(rng, nRows * width)];
        const blocks = [weights, dy, dy, weights, ...inputs, ...inputs].map((array) => blockOf(kernels, array));
        const [w, g, out, dw] = blocks;
        const of = { weights: w!, inputs: blocks.slice(4, 4 + count), nRows, width };
        weightedSum(kernels, of, out!);
        const gradients = { weights: dw!, inputs: blocks.slice(4 + count) };
        weightedSumBackward(kernels, of, g!, gradients);
        for (let i = 0; i < nRows; i++) {
          for (let f = 0; f < width; f++) {
            const at = i * width + f;
            near(out!.f32[at]!, inputs.reduce((sum, x, m) => sum + weights[i * count + m]! * x[at]!, 0));
            gradients.inputs.forEach((dx, m) => near(dx.f32[at]!, weights[i * count + m]! * dy[at]!));
          }
          inputs.forEach((x, m) => {
            let sum = 0;
            for (let f = 0; f < width; f++) sum += dy[i * width + f]! * x[i * width + f]!;
            near(dw!.f32[i * count + m]!, sum, 1e-5);
          });
        }
        for (const block of blocks) kernels.free(block);
      }
    }
  }
});

Deno.test("attention kernels refuse inputs that do not fit, and more than an argument list holds", () => {
  const [kernels] = kernelSets();
  const block = blockOf(kernels!, new Float32Array(6));
  const refused = (tag: "Misaligned" | "InvalidArgument", what: RegExp) => (error: unknown) =>
    isWeftError(error, tag) && what.test(error.message);
  const rows = { hidden: block, u: block, nRows: 3, width: 2 };
  const score = (at: number, count: number) => () => attentionScore(kernels!, block, rows, { block, at, count });
  assert.throws(score(0, 3), refused("Misaligned", /9 elements from 0 in the scores but found 6/));
  assert.throws(score(2, 2), refused("InvalidArgument", /input/));
  const sum = (count: number, nRows: number) => () =>
    weightedSum(kernels!, { weights: block, inputs: new Array(count).fill(block), nRows, width: 2 }, block);
  assert.throws(sum(1, 4), refused("Misaligned", /8 elements from 0 in the input/));
  assert.throws(sum(3, 3), refused("Misaligned", /9 elements from 0 in the weights/));
  assert.throws(sum(0, 1), refused("InvalidArgument", /inputs/));
  assert.throws(sum(13, 0), refused("InvalidArgument", /inputs/));
  kernels!.free(block);
});
