import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { batchNormComposite } from "../../../src/engine/composite/batch_norm.ts";
import { dropoutComposite } from "../../../src/engine/composite/dropout.ts";
import { sampleComposite } from "../../../src/engine/composite/sample.ts";
import { batchNorm, type BatchNormTensors } from "../../../src/engine/ops/batch_norm.ts";
import { dropout } from "../../../src/engine/ops/dropout.ts";
import { reverseGradient } from "../../../src/engine/ops/reverse_gradient.ts";
import { sample } from "../../../src/engine/ops/sample.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

const FORMS = [
  { training: true, epsilon: 1e-5, momentum: 0.1 },
  { training: true, epsilon: 1e-3, momentum: 0.5, activation: "leakyRelu", slope: 0.1 },
  { training: true, epsilon: 1e-5, momentum: 0.1, activation: "relu" },
  { training: false, epsilon: 1e-5, momentum: 0.1, activation: "leakyRelu", slope: 0.01 },
] as const;

function moments(engine: Engine, width: number) {
  const vector = (value: number) => {
    const tensor = engine.tensor(new Float32Array(width).fill(value), [width]);
    const variable = engine.tf.variable(tensor, false);
    tensor.dispose();
    return variable;
  };
  const running = { means: vector(0.3), variances: vector(2) };
  const values = () =>
    engine.run(() => Object.values(running).map((moment) => moment.dataSync().slice() as Float32Array));
  return { running, values, dispose: () => engine.tf.dispose(Object.values(running)) };
}

const named = ([x, gamma, beta]: readonly Tensor[]): BatchNormTensors => ({ x: x!, gamma: gamma!, beta: beta! });

Deno.test("batchNorm() equals its twin in value, every gradient and the running moments, for every form", async () => {
  for (const engine of await engines()) {
    for (const form of FORMS) {
      for (const [nRows, width] of [[2, 1], [9, 5], [31, 18]] as const) {
        const rng = new Rng(nRows);
        const inputs = [[nRows, width], [width], [width]].map((shape) => normalTensor(engine, rng, shape));
        const [fused, twin] = [moments(engine, width), moments(engine, width)];
        assertTwins(
          engine,
          inputs,
          (...all) => batchNorm(engine, named(all), fused.running, form),
          (...all) => batchNormComposite(engine, named(all), twin.running, form),
          rng,
          // Two rows with nearly the same number have a gradient of nearly 0/0.
          nRows === 2 ? 1e-3 : 2e-5,
        );
        // The twins were asked once more for the shape of the result.
        engine.run(() => batchNormComposite(engine, named(inputs), twin.running, form));
        const want = twin.values();
        fused.values().forEach((got, i) => assertClose(got, want[i]!, 1e-5, `running ${i}`));
        engine.tf.dispose(inputs);
        for (const { dispose } of [fused, twin]) dispose();
      }
    }
  }
});

Deno.test("batchNorm(), dropout() and sample() gradients agree with finite differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(5);
    const inputs = [[6, 3], [3], [3]].map((shape) => normalTensor(engine, rng, shape));
    const { running, dispose } = moments(engine, 3);
    for (const form of [FORMS[0], FORMS[3]]) {
      assertDifferences(engine, inputs, (...all) => batchNorm(engine, named(all), running, form), rng, {
        tolerance: 1e-2,
      });
    }
    const draw = { rate: 0.4, seed: 1, step: 2 };
    assertDifferences(engine, [inputs[0]!], (x) => dropout(engine, x!, draw), rng);
    const pair = [inputs[0]!, normalTensor(engine, rng, [6, 3])], noise = normalTensor(engine, rng, [6, 3]);
    assertDifferences(engine, pair, (mean, logVar) => sample(engine, { mean: mean!, logVar: logVar! }, noise), rng);
    engine.tf.dispose([...inputs, pair[1]!, noise]);
    dispose();
  }
});

Deno.test("batchNorm() leaves copies of its running moments as they were, and does not touch them in evaluation", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(6);
    const inputs = [[4, 3], [3], [3]].map((shape) => normalTensor(engine, rng, shape));
    const { running, values, dispose } = moments(engine, 3);
    const copy = engine.run(() => running.means.clone());
    const before = values();
    engine.run(() => void batchNorm(engine, named(inputs), running, FORMS[3]));
    assert.deepEqual(values(), before);
    engine.run(() => void batchNorm(engine, named(inputs), running, FORMS[0]));
    assert.notDeepEqual(values(), before);
    assert.deepEqual(engine.run(() => copy.dataSync().slice()), before[0]);
    engine.tf.dispose([...inputs, copy]);
    dispose();
  }
});

Deno.test("dropout() drops the same elements on every engine, and equals its twin", async () => {
  const draw = { rate: 0.25, seed: 9, step: 4 };
  const results = (await engines()).map((engine) => {
    const rng = new Rng(7);
    const x = normalTensor(engine, rng, [13, 11]);
    assertTwins(engine, [x], (x) => dropout(engine, x!, draw), (x) => dropoutComposite(engine, x!, draw), rng, 1e-6);
    const y = engine.run(() => dropout(engine, x, draw).dataSync().slice() as Float32Array);
    x.dispose();
    return y.map((value) => value === 0 ? 0 : value);
  });
  for (const other of results) assert.deepEqual(other, results[0]);
});

Deno.test("sample() equals its twin", async () => {
  for (const engine of await engines()) {
    for (const shape of [[1, 1], [5, 20], [0, 3]]) {
      const rng = new Rng(8);
      const [mean, logVar, noise] = [0, 1, 2].map(() => normalTensor(engine, rng, shape));
      assertTwins(
        engine,
        [mean!, logVar!],
        (mean, logVar) => sample(engine, { mean: mean!, logVar: logVar! }, noise!),
        (mean, logVar) => sampleComposite(engine, { mean: mean!, logVar: logVar! }, noise!),
        rng,
      );
      engine.tf.dispose([mean!, logVar!, noise!]);
    }
  }
});

Deno.test("reverseGradient() passes values on and turns gradients round", async () => {
  for (const engine of await engines()) {
    const x = normalTensor(engine, new Rng(9), [3, 4]);
    const score = (x: Tensor) => engine.tf.sum(engine.tf.square(x));
    const plain = valueAndGradients(engine, [x], (x) => score(x!));
    const reversed = valueAndGradients(engine, [x], (x) => score(reverseGradient(engine, x!, 5)));
    assert.equal(reversed.value, plain.value);
    assertClose(reversed.gradients[0]!, plain.gradients[0]!.map((g) => -5 * g), 1e-6);
    x.dispose();
  }
});

Deno.test("batchNorm(), dropout(), sample() and reverseGradient() run no plain JavaScript on compiled kernels", async () => {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const rng = new Rng(10);
    const inputs = [[6, 3], [3], [3]].map((shape) => normalTensor(engine, rng, shape));
    const { running, dispose } = moments(engine, 3);
    engine.backend.fallbacks.clear();
    valueAndGradients(engine, inputs, (...all) => {
      const y = reverseGradient(engine, batchNorm(engine, named(all), running, FORMS[1]), 2);
      const z = sample(engine, { mean: y, logVar: all[0]! }, inputs[0]!);
      return engine.tf.sum(dropout(engine, z, { rate: 0.5, seed: 1, step: 1 }));
    });
    assert.deepEqual([...engine.backend.fallbacks], []);
    engine.tf.dispose(inputs);
    dispose();
  }
});
