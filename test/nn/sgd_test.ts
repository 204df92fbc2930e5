import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { Engine } from "../../src/engine/mod.ts";
import { ParameterSet, Sgd, type SgdOptions } from "../../src/nn/mod.ts";
import { assertClose, engines, normals } from "../engine/helpers.ts";

function setUp(engine: Engine, options: SgdOptions, sizes: Readonly<Record<string, number>>) {
  const parameters = new ParameterSet(engine);
  for (const [name, size] of Object.entries(sizes)) {
    parameters.add(name, { shape: [size], data: normals(new Rng(size), size) });
  }
  const sgd = new Sgd(engine, options);
  const step = (gradients: Readonly<Record<string, Float32Array>>, lr?: number) =>
    engine.run(() => {
      const tensors = Object.entries(gradients).map(([name, data]) =>
        [name, engine.tensor(data, [data.length])] as const
      );
      sgd.step(parameters.trainable, new Map(tensors), lr === undefined ? {} : { lr });
    });
  const value = async (name: string) => (await parameters.save()).get(name)!.data;
  const dispose = () => {
    sgd.dispose();
    parameters.dispose();
  };
  return { parameters, sgd, step, value, dispose };
}

Deno.test("Sgd follows the plain formula, each parameter from its first gradient on", async () => {
  for (const engine of await engines()) {
    const sizes = { early: 5, late: 3 };
    const { step, value, dispose } = setUp(engine, { lr: 0.05, momentum: 0.9, weightDecay: 0.1 }, sizes);
    const rng = new Rng(6);
    const want = new Map<string, number[]>(), velocity = new Map<string, number[]>();
    for (const name of Object.keys(sizes)) want.set(name, [...await value(name)]);
    for (let t = 0; t < 12; t++) {
      const names = t < 4 ? ["early"] : ["early", "late"];
      const gradients = Object.fromEntries(names.map((name) => [name, normals(rng, want.get(name)!.length)]));
      step(gradients);
      for (const name of names) {
        const p = want.get(name)!, old = velocity.get(name);
        const v = p.map((value, i) => 0.9 * (old?.[i] ?? 0) + gradients[name]![i]! + 0.1 * value);
        velocity.set(name, v);
        want.set(name, p.map((value, i) => value - 0.05 * v[i]!));
      }
      for (const name of names) assertClose(await value(name), want.get(name)!, 2e-6, `${name} at ${t}`);
    }
    dispose();
  }
});

Deno.test("Sgd goes on from a saved state as if it had never stopped", async () => {
  for (const engine of await engines()) {
    const gradients = Array.from({ length: 6 }, (_, t) => normals(new Rng(t), 4));
    const options = { lr: 0.01, momentum: 0.9 };
    const whole = setUp(engine, options, { w: 4 });
    for (const gradient of gradients) whole.step({ w: gradient });
    const first = setUp(engine, options, { w: 4 });
    for (const gradient of gradients.slice(0, 3)) first.step({ w: gradient });
    const second = setUp(engine, options, { w: 4 });
    second.parameters.load(await first.parameters.save());
    second.sgd.load(await first.sgd.save());
    for (const gradient of gradients.slice(3)) second.step({ w: gradient });
    assert.deepEqual(await second.parameters.save(), await whole.parameters.save());
    assert.deepEqual(await second.sgd.save(), await whole.sgd.save());
    for (const { dispose } of [whole, first, second]) dispose();
  }
});

Deno.test("Sgd takes the step size of a schedule, and shortens gradients to gradClip", async () => {
  for (const engine of await engines()) {
    const { step, value, dispose } = setUp(engine, { lr: 1, gradClip: 5 }, { w: 2 });
    const before = await value("w");
    step({ w: new Float32Array([30, 40]) }, 0.1);
    assertClose(await value("w"), [before[0]! - 0.3, before[1]! - 0.4], 1e-5);
    dispose();
  }
});

Deno.test("Sgd refuses a state that lacks a parameter or has another shape", async () => {
  const [engine] = await engines();
  const { sgd, step, dispose } = setUp(engine!, { lr: 1 }, { w: 2 });
  step({ w: new Float32Array(2) });
  assert.throws(() => sgd.load({ steps: {}, tensors: new Map() }), { tag: "NotFound", message: /velocity\/w/ });
  const tensors = new Map([["velocity/w", { shape: [3], data: new Float32Array(3) }]]);
  assert.throws(() => sgd.load({ steps: {}, tensors }), { tag: "Misaligned", message: /shape 2/ });
  dispose();
});

Deno.test("Sgd leaves no tensor behind, and does nothing without gradients", async () => {
  for (const engine of await engines()) {
    const before = engine.nTensors;
    const { step, dispose } = setUp(engine, { lr: 0.1, gradClip: 1 }, { w: 5, b: 0 });
    step({});
    for (let t = 0; t < 3; t++) step({ w: normals(new Rng(t), 5), b: new Float32Array(0) });
    assert.equal(engine.nTensors, before + 3);
    dispose();
    assert.equal(engine.nTensors, before);
  }
});
