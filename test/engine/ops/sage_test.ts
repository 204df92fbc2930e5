import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { sageComposite } from "../../../src/engine/composite/sage.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { sage, type SageInput } from "../../../src/engine/ops/sage.ts";
import { sparseProduct } from "../../../src/engine/ops/sparse_product.ts";
import { assertDifferences } from "../differences.ts";
import { assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "../helpers.ts";

const SIZES = [[0, 3, 2], [1, 1, 1], [2, 3, 1], [33, 17, 50], [300, 50, 64]] as const;
const FORMS = [false, true].flatMap((relu) => [false, true].map((normalize) => ({ relu, normalize })));

type Size = readonly [rows: number, nIn: number, nOut: number];

function sageInputs(engine: Engine, rng: Rng, [nRows, nIn, nOut]: Size): Tensor[] {
  return [[nRows, nIn], [nIn, nOut], [nIn, nOut], [nOut]].map((shape) => normalTensor(engine, rng, shape));
}

const named = (weights: readonly Tensor[]) => {
  const [neighbor, self, bias] = weights as [Tensor, Tensor, Tensor];
  return { neighbor, self, bias };
};

Deno.test("sage() equals its composite in value and every gradient, for all forms and odd shapes", async () => {
  for (const engine of await engines()) {
    for (const size of SIZES) {
      for (const form of FORMS) {
        const rng = new Rng(size[0] * 10 + Number(form.relu));
        const operator = randomOperator(rng, size[0]);
        const inputs = sageInputs(engine, rng, size);
        assertTwins(
          engine,
          inputs,
          (x, ...weights) => sage(engine, { x: x! }, named(weights), operator, form),
          (x, ...weights) => sageComposite(engine, { x: x! }, named(weights), operator, form),
          rng,
          2e-5,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("sage() of constant features equals that of the same features as input", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(5);
    const operator = randomOperator(rng, 12);
    const [x, ...weights] = sageInputs(engine, rng, [12, 4, 3]);
    const aggregated = engine.run(() => sparseProduct(engine, operator.forward, x!));
    const form = { relu: false, normalize: true };
    const score = (input: SageInput) => (...all: Tensor[]) =>
      engine.tf.sum(engine.tf.square(engine.tf.sub(sage(engine, input, named(all), operator, form), 0.3)));
    const constant = valueAndGradients(engine, weights, score({ constant: x!, aggregated }));
    const variable = valueAndGradients(engine, weights, score({ x: x! }));
    assert.deepEqual(constant, variable);
    engine.tf.dispose([x!, aggregated, ...weights]);
  }
});

Deno.test("sage() gradients agree with finite differences", async () => {
  const [engine] = await engines();
  const rng = new Rng(8);
  const operator = randomOperator(rng, 6);
  const inputs = sageInputs(engine!, rng, [6, 3, 2]);
  const form = { relu: false, normalize: true };
  assertDifferences(engine!, inputs, (x, ...all) => sage(engine!, { x: x! }, named(all), operator, form), rng);
  engine!.tf.dispose(inputs);
});

Deno.test("sage() leaves rows of zeros at zero when it normalises, with a finite gradient", async () => {
  for (const engine of await engines()) {
    const operator = randomOperator(new Rng(1), 3);
    const shapes = [[3, 2], [2, 2], [2, 2], [2]];
    const inputs = shapes.map((shape) => engine.tensor(new Float32Array(shape.reduce((a, b) => a * b)), shape));
    const { value, gradients } = valueAndGradients(
      engine,
      inputs,
      (x, ...weights) =>
        engine.tf.sum(sage(engine, { x: x! }, named(weights), operator, { relu: true, normalize: true })),
    );
    assert.equal(value, 0);
    for (const gradient of gradients) assert(gradient.every(Number.isFinite));
    engine.tf.dispose(inputs);
  }
});

Deno.test("sage() gives the same bytes on any number of threads", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const { kernels } = engine.backend!;
    const rng = new Rng(6);
    const operator = randomOperator(rng, 1000);
    const inputs = sageInputs(engine, rng, [1000, 30, 40]);
    const before = kernels.threads;
    const [first, ...others] = [1, 2, 4].map((threads) => {
      kernels.useThreads(threads);
      return valueAndGradients(engine, inputs, (x, ...weights) =>
        engine.tf.sum(engine.tf.square(
          engine.tf.sub(sage(engine, { x: x! }, named(weights), operator, { relu: true, normalize: true }), 0.1),
        )));
    });
    kernels.useThreads(before);
    for (const other of others) assert.deepEqual(other, first);
    engine.tf.dispose(inputs);
  }
});

Deno.test("sage() keeps no tensor and no block but its result", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const rng = new Rng(3);
    const operator = randomOperator(rng, 40);
    const inputs = sageInputs(engine, rng, [40, 5, 6]);
    const score = () =>
      valueAndGradients(
        engine,
        inputs,
        (x, ...weights) =>
          engine.tf.sum(sage(engine, { x: x! }, named(weights), operator, { relu: false, normalize: true })),
      );
    score();
    const tensors = engine.nTensors, { live } = engine.backend!.kernels.memory;
    score();
    assert.equal(engine.nTensors, tensors);
    assert.equal(engine.backend!.kernels.memory.live, live);
    engine.tf.dispose(inputs);
  }
});
