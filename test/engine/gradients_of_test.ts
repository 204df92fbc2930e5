import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { runBackendKernel } from "../../src/engine/backend/backend_kernel.ts";
import { klGaussian } from "../../src/engine/backend/kernels/kl_gaussian.ts";
import { tapeOf } from "../../src/engine/backend/tape.ts";
import { gradientsOf } from "../../src/engine/gradients_of.ts";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { customGradient } from "../../src/engine/ops/custom_gradient.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { sample } from "../../src/engine/ops/sample.ts";
import { engines, normalTensor } from "./helpers.ts";

/** A network in which a tensor goes into several ops, some of ours and some of the library's. */
function score(engine: Engine, [x, w, b]: readonly Tensor[]): Tensor {
  const { tf } = engine;
  const h = dense(engine, { x: x!, weight: w!, bias: b! }, { activation: "relu" });
  const z = sample(engine, { mean: h, logVar: tf.mul(h, 0.1) }, tf.ones(h.shape));
  return tf.sum(tf.add(tf.mul(z, h), tf.slice(tf.concat([h, z], 1), [0, 1], [h.shape[0]!, h.shape[1]!])));
}

const tensorsOf = (engine: Engine): Tensor[] => {
  const rng = new Rng(4);
  return [normalTensor(engine, rng, [5, 3]), normalTensor(engine, rng, [3, 4]), normalTensor(engine, rng, [4])];
};
const bytes = (tensor: Tensor | undefined) => tensor && [...tensor.dataSync()];

Deno.test("gradientsOf() gives the library's value and gradients to the last digit", async () => {
  for (const engine of await engines()) {
    const inputs = tensorsOf(engine);
    const before = [engine.nTensors, engine.memory.live];
    const want = engine.run(() => {
      const { value, grads } = engine.tf.valueAndGrads(((...all: Tensor[]) => score(engine, all)) as never)(inputs);
      return [value, ...grads].map(bytes);
    });
    const { value, gradients } = engine.run(() => gradientsOf(engine, inputs, () => score(engine, inputs)));
    assert.deepEqual([value, ...gradients].map(bytes), want, engine.name);
    engine.tf.dispose([value, ...gradients] as Tensor[]);
    assert.deepEqual([engine.nTensors, engine.memory.live], before, engine.name);
    engine.tf.dispose(inputs);
  }
});

Deno.test("gradientsOf() has none in an input that the scalar does not hang on, and frees what led nowhere", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const [x, w] = tensorsOf(engine);
    const before = engine.nTensors;
    const { value, gradients } = engine.run(() =>
      gradientsOf(engine, [x!, w!], () => {
        dense(engine, { x: x!, weight: w! });
        return tf.sum(x!);
      })
    );
    assert.deepEqual(bytes(gradients[0]), new Array(15).fill(1));
    assert.equal(gradients[1], undefined);
    tf.dispose([value, gradients[0]!]);
    assert.equal(engine.nTensors, before, engine.name);
    tf.dispose([x!, w!]);
  }
});

Deno.test("gradientsOf() follows ops that hand one gradient to several inputs, or what they saved", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const inputs = tensorsOf(engine).slice(0, 1);
    const both = (a: Tensor, b: Tensor): Tensor =>
      customGradient(engine, [a, b], () => ({ value: tf.add(a, b), saved: [], gradient: (dy) => [dy, dy] }));
    const { value, gradients: [gradient] } = engine.run(() =>
      gradientsOf(engine, inputs, () => {
        const x = inputs[0]!;
        const doubled: Tensor = tf.mul(x, 2);
        return tf.sum(both(both(doubled, doubled), both(x, tf.mul(doubled, 1))));
      })
    );
    assert.deepEqual(bytes(gradient), new Array(15).fill(7), engine.name);
    tf.dispose([value, gradient!, ...inputs]);
  }
});

Deno.test("gradientsOf() leaves no tensor behind when the way there or back breaks, and recording as it was", async () => {
  for (const engine of (await engines()).filter(({ backend }) => backend)) {
    const inputs = tensorsOf(engine).slice(0, 1);
    const [x] = inputs;
    const before = engine.nTensors;
    const grads = (compute: () => Tensor) => engine.run(() => gradientsOf(engine, inputs, compute));
    const breaksBack = () =>
      customGradient(engine, [x!], () => ({
        value: engine.tf.sum(x!),
        saved: [x!],
        gradient: () => {
          throw new TypeError("broken");
        },
      }));
    assert.throws(() => grads(breaksBack), /broken/);
    assert.throws(() =>
      grads(() => {
        engine.tf.square(x!);
        throw new TypeError("broken");
      }), /broken/);
    assert.throws(
      () => grads(() => runBackendKernel(engine, klGaussian, [x!, x!], { recorded: false })[0]!),
      (error) => isWeftError(error, "Unsupported") && /a gradient of WeftKlGaussian/.test((error as Error).message),
    );
    assert.equal(engine.nTensors, before, engine.name);
    assert.equal(tapeOf(engine.tf).state.gradientDepth, 0);
    assert.equal(tapeOf(engine.tf).state.activeTape, null);
    engine.tf.dispose(inputs);
  }
});

Deno.test("gradientsOf() needs less memory than the library, which keeps everything to the end", async () => {
  for (const engine of (await engines()).filter(({ backend }) => backend)) {
    const x = normalTensor(engine, new Rng(1), [100, 10]);
    const w = normalTensor(engine, new Rng(2), [10, 10]);
    const deep = () => {
      let h: Tensor = x;
      for (let i = 0; i < 8; i++) h = dense(engine, { x: h, weight: w }, { activation: "relu" });
      return engine.tf.sum(h) as Tensor;
    };
    const own = await engine.meter(() => engine.run(() => void gradientsOf(engine, [w], deep)));
    const theirs = await engine.meter(() => engine.run(() => void engine.tf.grad(deep as never)(w)));
    assert(own.reading.peak < theirs.reading.peak, `${own.reading.peak} and ${theirs.reading.peak}`);
  }
});
