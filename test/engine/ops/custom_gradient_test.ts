import assert from "node:assert/strict";
import { runBackendKernel } from "../../../src/engine/backend/backend_kernel.ts";
import { klGaussian } from "../../../src/engine/backend/kernels/kl_gaussian.ts";
import { tapeOf } from "../../../src/engine/backend/tape.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { customGradient } from "../../../src/engine/ops/custom_gradient.ts";
import { engines, valueAndGradients } from "../helpers.ts";

/** `a² b`, whose gradient reads what was saved: `a`, `b`, and a square that nobody else holds. */
function squareTimes(engine: Engine, a: Tensor, b: Tensor, seen: Tensor[] = []): Tensor {
  const { tf } = engine;
  return customGradient(engine, [a, b], () => {
    const square: Tensor = tf.square(a);
    return {
      value: tf.mul(square, b),
      saved: [a, b, square],
      gradient: (dy, kept) => {
        seen.push(...kept);
        const [x, y, x2] = kept as [Tensor, Tensor, Tensor];
        return [tf.mul(dy, tf.mul(tf.mul(x, 2), y)), tf.mul(dy, x2)];
      },
    };
  });
}

const ofTwo = (engine: Engine) =>
  [[2, -3, 0.5], [1, 4, -2]].map((values) => engine.tensor(new Float32Array(values), [3]));

Deno.test("customGradient() gives the value and the gradients written by hand, through what precedes and follows", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const inputs = ofTwo(engine);
    const score = (a: Tensor, b: Tensor): Tensor => tf.sum(tf.mul(squareTimes(engine, tf.mul(a, 3), b), 2));
    const { value, gradients } = valueAndGradients(engine, inputs, score as never);
    const [a, b] = inputs.map((tensor) => tensor.dataSync() as Float32Array);
    assert.equal(value, 2 * a!.reduce((sum, x, i) => sum + 9 * x * x * b![i]!, 0));
    assert.deepEqual([...gradients[0]!], [...a!].map((x, i) => 36 * x * b![i]!));
    assert.deepEqual([...gradients[1]!], [...a!].map((x) => 18 * x * x));
    tf.dispose(inputs);
  }
});

Deno.test("customGradient() adds up the gradients of a tensor that goes into it twice, and into two of it", async () => {
  for (const engine of await engines()) {
    const [a, b] = ofTwo(engine);
    const score = (x: Tensor): Tensor =>
      engine.tf.sum(engine.tf.add(squareTimes(engine, x, x), squareTimes(engine, x, b!)));
    const { gradients } = valueAndGradients(engine, [a!], score as never);
    const [x, y] = [a!, b!].map((tensor) => tensor.dataSync() as Float32Array);
    assert.deepEqual([...gradients[0]!], [...x!].map((v, i) => 3 * v * v + 2 * v * y![i]!));
    engine.tf.dispose([a!, b!]);
  }
});

Deno.test("customGradient() keeps what it saves until the gradient has run, and nothing after that", async () => {
  for (const engine of await engines()) {
    const inputs = ofTwo(engine);
    const before = [engine.nTensors, engine.memory.live];
    const seen: Tensor[] = [];
    valueAndGradients(engine, inputs, (a, b) => engine.tf.sum(squareTimes(engine, a!, b!, seen)));
    assert.deepEqual(seen.map((tensor) => tensor.isDisposed), [true, true, true]);
    assert.deepEqual([engine.nTensors, engine.memory.live], before, engine.name);
    // Recorded, but on no way to what is differentiated.
    valueAndGradients(engine, inputs, (a, b) => {
      squareTimes(engine, a!, b!);
      return engine.tf.sum(engine.tf.add(a!, b!));
    });
    assert.deepEqual([engine.nTensors, engine.memory.live], before, engine.name);
    // Not recorded at all.
    const value = engine.run(() => squareTimes(engine, inputs[0]!, inputs[1]!));
    assert.equal(engine.nTensors, before[0]! + 1);
    engine.tf.dispose([value]);
    assert.deepEqual([engine.nTensors, engine.memory.live], before, engine.name);
    engine.tf.dispose(inputs);
  }
});

Deno.test("customGradient() that throws leaves no tensor behind, and recording as it was", async () => {
  for (const engine of await engines()) {
    const [a, b] = ofTwo(engine);
    const before = engine.nTensors;
    const broken = (x: Tensor) =>
      customGradient(engine, [x], () => {
        engine.tf.square(x);
        throw new TypeError("broken");
      });
    assert.throws(() => valueAndGradients(engine, [a!], broken as never), /broken/);
    assert.throws(() => engine.run(() => broken(a!)), /broken/);
    assert.equal(engine.nTensors, before, engine.name);
    assert.equal(tapeOf(engine.tf).state.kernelDepth, 0);
    const score = (x: Tensor): Tensor => engine.tf.sum(squareTimes(engine, x, b!));
    assert.equal(valueAndGradients(engine, [a!], score as never).gradients[0]!.length, 3);
    engine.tf.dispose([a!, b!]);
  }
});

Deno.test("runBackendKernel() without a gradient is refused by the library where one is asked for, and is timed by it", async () => {
  for (const engine of (await engines()).filter(({ backend }) => backend)) {
    const inputs = ofTwo(engine).map((tensor) => tensor.reshape([1, 3]));
    const run = (recorded = false) => runBackendKernel(engine, klGaussian, inputs, { recorded })[0]!;
    const score = (a: Tensor) => engine.tf.add(run(), engine.tf.sum(a)) as Tensor;
    assert.throws(() => valueAndGradients(engine, [inputs[0]!], score as never), /gradient function not found/);
    const value = engine.run(() => run().dataSync()[0]!);
    const profile = await engine.tf.profile(() => engine.run(() => run()));
    assert.deepEqual(profile.kernelNames, [klGaussian.name]);
    assert.equal((profile.result as Tensor).dataSync()[0], value);
    engine.tf.dispose([profile.result as Tensor, ...inputs]);
  }
});
