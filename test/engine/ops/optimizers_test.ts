import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { adamComposite } from "../../../src/engine/composite/adam.ts";
import { gradientNormComposite } from "../../../src/engine/composite/gradient_norm.ts";
import { sgdComposite } from "../../../src/engine/composite/sgd.ts";
import { adamStep } from "../../../src/engine/ops/adam.ts";
import { clipFactor, gradientNorm } from "../../../src/engine/ops/gradient_norm.ts";
import type { ParameterStep } from "../../../src/engine/ops/parameter_step.ts";
import { sgdStep } from "../../../src/engine/ops/sgd.ts";
import type { Engine, Variable } from "../../../src/engine/mod.ts";
import { assertClose, engines, normals } from "../helpers.ts";

const SHAPES = [[3, 5], [1], [0], [33], [4, 4]];

/** Parameters, and flat buffers in which the second one has no place. */
function setUp(engine: Engine) {
  const rng = new Rng(4);
  const variable = (shape: readonly number[], data: Float32Array): Variable => {
    const tensor = engine.tensor(data, shape);
    const made = engine.tf.variable(tensor);
    tensor.dispose();
    return made;
  };
  let at = 2;
  const steps: ParameterStep[] = SHAPES.map((shape, i) => {
    const size = shape.reduce((a, b) => a * b, 1), offset = at;
    at += size + i % 2;
    const gradient = engine.tensor(normals(rng, size), shape);
    return { parameter: variable(shape, normals(rng, size)), gradient, offset, step: i + 1 };
  });
  const buffers = [normals(rng, at + 1), normals(rng, at + 1).map((value) => value * value)];
  const [first, second] = buffers.map((data) => variable([at + 1], data)) as [Variable, Variable];
  const all = [...steps.map(({ parameter }) => parameter), first, second];
  const dispose = () => engine.tf.dispose([...all, ...steps.map(({ gradient }) => gradient)]);
  const values = () => engine.run(() => all.map((variable) => variable.dataSync().slice() as Float32Array));
  return { steps, first, second, values, dispose };
}

const NUMBERS = { lr: 0.05, beta1: 0.9, beta2: 0.99, epsilon: 1e-4, weightDecay: 0.1, momentum: 0.8, scale: 0.5 };

Deno.test("adamComposite() gives parameters that lie side by side what it gives each of them alone", async () => {
  for (const engine of await engines()) {
    const [together, alone] = [setUp(engine), setUp(engine)];
    for (let t = 1; t <= 3; t++) {
      const same = (steps: readonly ParameterStep[]) => steps.map((one) => ({ ...one, step: t }));
      engine.run(() => adamComposite(engine, same(together.steps), together, NUMBERS));
      for (const one of same(alone.steps)) engine.run(() => adamComposite(engine, [one], alone, NUMBERS));
    }
    assert.deepEqual(together.values(), alone.values());
    for (const { dispose } of [together, alone]) dispose();
  }
});

Deno.test("adamStep() equals its twin in every parameter and moment, with steps of their own", async () => {
  for (const engine of await engines()) {
    const [fused, twin] = [setUp(engine), setUp(engine)];
    for (let t = 0; t < 3; t++) {
      engine.run(() => adamStep(engine, fused.steps, fused, NUMBERS));
      engine.run(() => adamComposite(engine, twin.steps, twin, NUMBERS));
    }
    const want = twin.values();
    fused.values().forEach((got, i) => assertClose(got, want[i]!, 2e-6, `${engine.name} ${i}`));
    for (const { dispose } of [fused, twin]) dispose();
  }
});

Deno.test("sgdStep() equals its twin in every parameter and velocity", async () => {
  for (const engine of await engines()) {
    const [fused, twin] = [setUp(engine), setUp(engine)];
    for (let t = 0; t < 3; t++) {
      engine.run(() => sgdStep(engine, fused.steps, fused.first, NUMBERS));
      engine.run(() => sgdComposite(engine, twin.steps, twin.first, NUMBERS));
    }
    const want = twin.values();
    fused.values().forEach((got, i) => assertClose(got, want[i]!, 2e-6, `${engine.name} ${i}`));
    for (const { dispose } of [fused, twin]) dispose();
  }
});

Deno.test("adamStep() and sgdStep() leave copies of a parameter as they were", async () => {
  for (const engine of await engines()) {
    const { steps, first, second, dispose } = setUp(engine);
    const copies = engine.run(() => steps.map(({ parameter }) => parameter.clone()));
    const before = engine.run(() => copies.map((copy) => copy.dataSync().slice()));
    engine.run(() => adamStep(engine, steps, { first, second }, NUMBERS));
    engine.run(() => sgdStep(engine, steps, first, NUMBERS));
    assert.deepEqual(engine.run(() => copies.map((copy) => copy.dataSync().slice())), before);
    const moved = engine.run(() => steps[0]!.parameter.dataSync()[0]);
    assert.notEqual(moved, before[0]![0]);
    engine.tf.dispose(copies);
    dispose();
  }
});

Deno.test("gradientNorm() equals its twin, and clipFactor() shortens only what is longer", async () => {
  for (const engine of await engines()) {
    const { steps, dispose } = setUp(engine);
    const gradients = steps.map(({ gradient }) => gradient);
    const number = (factor: ReturnType<typeof gradientNorm>) =>
      typeof factor === "number" ? factor : factor.dataSync()[0]!;
    engine.run(() => {
      const norm = gradientNorm(engine, gradients);
      assertClose([number(norm)], [number(gradientNormComposite(engine, gradients))], 1e-6);
      assertClose([number(clipFactor(engine, norm, 2))], [2 / (number(norm) + 1e-6)], 1e-6);
      assert.equal(number(clipFactor(engine, norm, 1e3)), 1);
      assert.equal(number(gradientNorm(engine, [])), 0);
    });
    dispose();
  }
});

Deno.test("adamStep(), sgdStep() and gradientNorm() run no plain JavaScript on compiled kernels", async () => {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const { steps, first, second, dispose } = setUp(engine);
    engine.backend.fallbacks.clear();
    engine.run(() => adamStep(engine, steps, { first, second }, NUMBERS));
    engine.run(() => sgdStep(engine, steps, first, NUMBERS));
    engine.run(() => gradientNorm(engine, steps.map(({ gradient }) => gradient)));
    assert.deepEqual([...engine.backend.fallbacks], []);
    dispose();
  }
});
