import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { attentionWeightsComposite, weightedSumComposite } from "../../../src/engine/composite/attention.ts";
import type { Tensor } from "../../../src/engine/mod.ts";
import { attentionFusion } from "../../../src/engine/ops/attention_fusion.ts";
import { attentionWeights } from "../../../src/engine/ops/attention_weights.ts";
import { weightedSum } from "../../../src/engine/ops/weighted_sum.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

const SHAPES = [[0, 3, 2], [1, 1, 1], [5, 4, 3], [33, 16, 2], [200, 67, 3]] as const;

Deno.test("attentionWeights() equals its composite in value and every gradient", async () => {
  for (const engine of await engines()) {
    for (const [nRows, width, count] of SHAPES) {
      const rng = new Rng(nRows + width);
      const u = normalTensor(engine, rng, [width, 1]);
      const inputs = [u, ...Array.from({ length: count }, () => normalTensor(engine, rng, [nRows, width]))];
      assertTwins(
        engine,
        inputs,
        (v, ...all) => attentionWeights(engine, all, v!),
        (v, ...all) => attentionWeightsComposite(engine, all, v!),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("weightedSum() equals its composite in value and every gradient", async () => {
  for (const engine of await engines()) {
    for (const [nRows, width, count] of SHAPES) {
      const rng = new Rng(nRows + width);
      const weights = normalTensor(engine, rng, [nRows, count]);
      const inputs = [weights, ...Array.from({ length: count }, () => normalTensor(engine, rng, [nRows, width]))];
      assertTwins(
        engine,
        inputs,
        (w, ...all) => weightedSum(engine, w!, all),
        (w, ...all) => weightedSumComposite(engine, w!, all),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("attentionFusion() gradients agree with differences, through both results", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const { tf } = engine;
    const inputs = [[4, 3], [4, 3], [3, 2], [2, 1]].map((shape) => normalTensor(engine, rng, shape));
    const both = (a: Tensor, b: Tensor, weight: Tensor, u: Tensor) => {
      const { fused, weights } = attentionFusion(engine, { inputs: [a, b], weight, u });
      return tf.concat([fused, weights], 1);
    };
    assertDifferences(engine, inputs, both as never, rng);
    tf.dispose(inputs);
  }
});

Deno.test("attentionFusion() of equal inputs is that input, in equal shares that sum to 1", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const [x, weight, u] = [[6, 5], [5, 5], [5, 1]].map((shape) => normalTensor(engine, rng, shape));
    engine.run(() => {
      const { fused, weights } = attentionFusion(engine, { inputs: [x!, x!, x!], weight: weight!, u: u! });
      assertClose(fused.dataSync(), x!.dataSync(), 1e-6);
      assertClose(weights.dataSync(), new Array(18).fill(1 / 3), 1e-6);
    });
    engine.tf.dispose([x!, weight!, u!]);
  }
});

Deno.test("attentionWeights() gives the same bytes on 1, 2 and 4 threads, with u's gradient summed exactly", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const { kernels } = engine.backend!;
    const rng = new Rng(1);
    const [nRows, width] = [3000, 20];
    const inputs = [[width], [nRows, width], [nRows, width]].map((shape) => normalTensor(engine, rng, shape));
    const before = kernels.threads;
    const first = (u: Tensor, a: Tensor, b: Tensor) =>
      engine.tf.sum(engine.tf.slice(attentionWeights(engine, [a, b], u), [0, 0], [nRows, 1]));
    const found = [1, 2, 4].map((threads) => {
      kernels.useThreads(threads);
      return valueAndGradients(engine, inputs, first as never);
    });
    kernels.useThreads(before);
    assert.deepEqual(found[1], found[0]);
    assert.deepEqual(found[2], found[0]);
    const [u, a, b] = inputs.map((input) => input.dataSync() as Float32Array);
    const want = new Array<number>(width).fill(0);
    for (let i = 0; i < nRows; i++) {
      const score = (x: typeof a) => u!.reduce((sum, v, f) => sum + v * Math.tanh(x![width * i + f]!), 0);
      const share = 1 / (1 + Math.exp(score(b) - score(a)));
      for (let f = 0; f < width; f++) {
        want[f]! += share * (1 - share) * (Math.tanh(a![width * i + f]!) - Math.tanh(b![width * i + f]!));
      }
    }
    assertClose(found[0]!.gradients[0]!, want, 2e-6);
    engine.tf.dispose(inputs);
  }
});

Deno.test("attentionFusion() refuses nothing to fuse, and embeddings of different shapes", async () => {
  const engine = (await engines())[0]!;
  const rng = new Rng(4);
  const [x, y, weight, u] = [[6, 5], [6, 4], [5, 5], [5, 1]].map((shape) => normalTensor(engine, rng, shape));
  const run = (inputs: Tensor[]) => () =>
    engine.run(() => void attentionFusion(engine, { inputs, weight: weight!, u: u! }));
  const refused = (what: RegExp) => (error: unknown) => isWeftError(error, "Misaligned") && what.test(error.message);
  assert.throws(run([]), refused(/at least one input/));
  assert.throws(run([x!, y!]), refused(/shape \[6,5\] but found \[6,4\]/));
  engine.tf.dispose([x!, y!, weight!, u!]);
});
