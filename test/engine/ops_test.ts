import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { edgeSmoothnessOp } from "../../src/engine/ops/edge_smoothness.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { sageMean } from "../../src/engine/ops/sage_mean.ts";
import { sparseProduct } from "../../src/engine/ops/sparse_product.ts";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { denseOf, edgeSmoothnessTwin, sageMeanTwin } from "./composite.ts";
import { assertClose, assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "./helpers.ts";

const SIZES = [[1, 1, 1], [2, 3, 1], [7, 5, 4], [33, 17, 19]] as const;
const FORMS = [false, true].flatMap((relu) => [false, true].map((normalize) => ({ relu, normalize })));

function sageInputs(engine: Engine, rng: Rng, [nRows, nIn, nOut]: readonly [number, number, number]): Tensor[] {
  return [[nRows, nIn], [nIn, nOut], [nIn, nOut], [nOut]].map((shape) => normalTensor(engine, rng, shape));
}

Deno.test("sageMean() equals its twin in value and every gradient, for all forms and random shapes", async () => {
  for (const engine of await engines()) {
    for (const size of SIZES) {
      for (const form of FORMS) {
        const rng = new Rng(size[0] * 10 + Number(form.relu));
        const operator = randomOperator(rng, size[0]);
        const inputs = sageInputs(engine, rng, size);
        assertTwins(
          engine,
          inputs,
          (x, neighbor, self, bias) =>
            sageMean(engine, { x: x! }, { neighbor: neighbor!, self: self!, bias: bias! }, operator, form),
          (x, neighbor, self, bias) =>
            sageMeanTwin(engine, x!, { neighbor: neighbor!, self: self!, bias: bias! }, operator.forward, form),
          rng,
          2e-5,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("sageMean() of constant features equals that of the same features as input", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(5);
    const operator = randomOperator(rng, 12);
    const [x, ...weights] = sageInputs(engine, rng, [12, 4, 3]);
    const aggregated = engine.run(() => sparseProduct(engine, operator.forward, x!));
    const form = { relu: false, normalize: true };
    const named = ([neighbor, self, bias]: Tensor[]) => ({ neighbor: neighbor!, self: self!, bias: bias! });
    const score = (input: Parameters<typeof sageMean>[1]) => (...all: Tensor[]) =>
      engine.tf.sum(engine.tf.square(engine.tf.sub(sageMean(engine, input, named(all), operator, form), 0.3)));
    const constant = valueAndGradients(engine, weights, score({ constant: x!, aggregated }));
    const variable = valueAndGradients(engine, weights, score({ x: x! }));
    assert.deepEqual(constant, variable);
    engine.tf.dispose([x!, aggregated, ...weights]);
  }
});

Deno.test("sageMean() gradients agree with finite differences", async () => {
  const [engine] = await engines();
  const rng = new Rng(8);
  const operator = randomOperator(rng, 6);
  const shapes = [[6, 3], [3, 2], [3, 2], [2]];
  const inputs = shapes.map((shape) => normalTensor(engine!, rng, shape));
  const upstream = normalTensor(engine!, rng, [6, 2]);
  const score = (x: Tensor, neighbor: Tensor, self: Tensor, bias: Tensor) => {
    const y = sageMean(engine!, { x }, { neighbor, self, bias }, operator, { relu: false, normalize: true });
    return engine!.tf.sum(engine!.tf.mul(y, upstream));
  };
  const { gradients } = valueAndGradients(engine!, inputs, score as never);
  inputs.forEach((tensor, k) => {
    const at = tensor.dataSync().slice() as Float32Array;
    const step = 1e-2;
    const differences = at.map((_, i) => {
      const values = [step, -step].map((by) => {
        const moved = at.slice();
        moved[i]! += by;
        return engine!.run(() => {
          const all = [...inputs];
          all[k] = engine!.tensor(moved, shapes[k]!);
          return score(...all as [Tensor, Tensor, Tensor, Tensor]).dataSync()[0]!;
        });
      });
      return (values[0]! - values[1]!) / (2 * step);
    });
    assertClose(gradients[k]!, differences, 5e-3, `input ${k}`);
  });
  engine!.tf.dispose([...inputs, upstream]);
});

Deno.test("sageMean() leaves rows of zeros at zero when it normalises, with a finite gradient", async () => {
  for (const engine of await engines()) {
    const operator = randomOperator(new Rng(1), 3);
    const shapes = [[3, 2], [2, 2], [2, 2], [2]];
    const inputs = shapes.map((shape) => engine.tensor(new Float32Array(shape.reduce((a, b) => a * b)), shape));
    const score = (x: Tensor, neighbor: Tensor, self: Tensor, bias: Tensor) =>
      engine.tf.sum(
        sageMean(engine, { x }, { neighbor, self, bias }, operator, { relu: true, normalize: true }),
      );
    const { value, gradients } = valueAndGradients(engine, inputs, score as never);
    assert.equal(value, 0);
    for (const gradient of gradients) assert(gradient.every(Number.isFinite));
    engine.tf.dispose(inputs);
  }
});

Deno.test("dense() equals matMul plus bias in value and every gradient", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nIn, nOut] of SIZES) {
      const rng = new Rng(nIn);
      const inputs = [[nRows, nIn], [nIn, nOut], [nOut]].map((shape) => normalTensor(engine, rng, shape));
      assertTwins(
        engine,
        inputs,
        (x, w, b) => dense(engine, { x: x!, weight: w!, bias: b! }),
        (x, w, b) => engine.tf.add(engine.tf.matMul(x!, w!), b!),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("edgeSmoothnessOp() equals its twin in value and gradient, and is 0 without edges", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const { forward } = randomOperator(rng, 15);
    const inputs = [normalTensor(engine, rng, [15, 6])];
    assertTwins(
      engine,
      inputs,
      (z) => edgeSmoothnessOp(engine, z!, forward),
      (z) => edgeSmoothnessTwin(engine, z!, forward),
      rng,
    );
    const none = { ...forward, indptr: new Int32Array(16), indices: new Int32Array(0), values: new Float32Array(0) };
    const { value, gradients } = valueAndGradients(engine, inputs, (z) => edgeSmoothnessOp(engine, z!, none));
    assert.equal(value, 0);
    assert(gradients[0]!.every((slope) => slope === 0));
    engine.tf.dispose(inputs);
  }
});

Deno.test("fused ops give the same on both engines to float32 rounding", async () => {
  const found = (await engines()).map((engine) => {
    const rng = new Rng(77);
    const operator = randomOperator(rng, 50);
    const inputs = sageInputs(engine, rng, [50, 20, 16]);
    const values = valueAndGradients(
      engine,
      inputs,
      (x, neighbor, self, bias) =>
        engine.tf.sum(
          engine.tf.square(engine.tf.sub(
            sageMean(engine, { x: x! }, { neighbor: neighbor!, self: self!, bias: bias! }, operator, {
              relu: false,
              normalize: true,
            }),
            0.5,
          )),
        ),
    );
    engine.tf.dispose(inputs);
    return values;
  });
  assertClose([found[0]!.value], [found[1]!.value], 1e-6);
  found[0]!.gradients.forEach((gradient, i) => assertClose(gradient, found[1]!.gradients[i]!, 1e-5, `gradient ${i}`));
});
