import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { Engine } from "../../src/engine/mod.ts";
import { Adam, type AdamOptions, ParameterSet } from "../../src/nn/mod.ts";
import { AdamTwin } from "../engine/composite.ts";
import { assertClose, engines, normals } from "../engine/helpers.ts";

function setUp(engine: Engine, options: AdamOptions, sizes: Readonly<Record<string, number>>) {
  const parameters = new ParameterSet(engine);
  for (const [name, size] of Object.entries(sizes)) {
    parameters.add(name, { shape: [size], data: normals(new Rng(size), size) });
  }
  const adam = new Adam(engine, options);
  const step = (gradients: Readonly<Record<string, Float32Array>>) =>
    engine.run(() => {
      const tensors = Object.entries(gradients).map(([name, data]) =>
        [name, engine.tensor(data, [data.length])] as const
      );
      adam.step(parameters.trainable, new Map(tensors));
    });
  const dispose = () => {
    adam.dispose();
    parameters.dispose();
  };
  return { parameters, adam, step, dispose };
}

Deno.test("Adam follows the plain formula over many steps, with weight decay", async () => {
  for (const engine of await engines()) {
    const { parameters, step, dispose } = setUp(engine, { lr: 0.05, weightDecay: 0.1 }, { w: 7 });
    const twin = new AdamTwin(7, 0.05, 0.1);
    let want = [...(await parameters.save()).get("w")!.data];
    const rng = new Rng(6);
    for (let t = 0; t < 40; t++) {
      const gradient = normals(rng, 7);
      step({ w: gradient });
      want = twin.step(want, [...gradient]);
      assertClose((await parameters.save()).get("w")!.data, want, 2e-6, `step ${t}`);
    }
    dispose();
  }
});

Deno.test("Adam begins a parameter's state with its first gradient", async () => {
  const [engine] = await engines();
  const { parameters, adam, step, dispose } = setUp(engine!, { lr: 0.1 }, { early: 2, late: 3 });
  const late = (await parameters.save()).get("late")!.data;
  step({ early: new Float32Array([1, 1]) });
  assert.deepEqual((await parameters.save()).get("late")!.data, late);
  assert.deepEqual((await adam.save()).steps, { early: 1 });
  step({ early: new Float32Array([1, 1]), late: new Float32Array([1, -1, 2]) });
  assert.deepEqual((await adam.save()).steps, { early: 2, late: 1 });
  // A first step is ± lr whatever the gradient's size.
  const moved = (await parameters.save()).get("late")!.data.map((value, i) => value - late[i]!);
  assertClose(moved, [-0.1, 0.1, -0.1], 1e-6);
  dispose();
});

Deno.test("Adam goes on from a saved state as if it had never stopped", async () => {
  for (const engine of await engines()) {
    const gradients = Array.from({ length: 6 }, (_, t) => normals(new Rng(t), 4));
    const whole = setUp(engine, { lr: 0.01, weightDecay: 1e-3 }, { w: 4 });
    for (const gradient of gradients) whole.step({ w: gradient });
    const first = setUp(engine, { lr: 0.01, weightDecay: 1e-3 }, { w: 4 });
    for (const gradient of gradients.slice(0, 3)) first.step({ w: gradient });
    const second = setUp(engine, { lr: 0.01, weightDecay: 1e-3 }, { w: 4 });
    second.parameters.load(await first.parameters.save());
    second.adam.load(await first.adam.save());
    for (const gradient of gradients.slice(3)) second.step({ w: gradient });
    assert.deepEqual(await second.parameters.save(), await whole.parameters.save());
    assert.deepEqual(await second.adam.save(), await whole.adam.save());
    for (const { dispose } of [whole, first, second]) dispose();
  }
});

Deno.test("Adam shortens all gradients together to gradClip, and leaves shorter ones alone", async () => {
  for (const engine of await engines()) {
    for (const [size, factor] of [[3, 1], [30, 5 / Math.hypot(30, 40)]] as const) {
      const { adam, step, dispose } = setUp(engine, { lr: 0, beta1: 0, gradClip: 5 }, { a: 1, b: 1 });
      step({ a: new Float32Array([size]), b: new Float32Array([size * 4 / 3]) });
      const { tensors } = await adam.save();
      assertClose(
        [tensors.get("m/a")!.data[0]!, tensors.get("m/b")!.data[0]!],
        [size * factor, size * factor * 4 / 3],
        1e-5,
      );
      dispose();
    }
  }
});

Deno.test("Adam leaves no tensor behind", async () => {
  for (const engine of await engines()) {
    const before = engine.nTensors;
    const { step, dispose } = setUp(engine, { lr: 0.1, gradClip: 1 }, { w: 5 });
    const during = engine.nTensors;
    for (let t = 0; t < 5; t++) step({ w: normals(new Rng(t), 5) });
    assert.equal(engine.nTensors, during + 2);
    dispose();
    assert.equal(engine.nTensors, before);
  }
});

Deno.test("Adam takes the step size of a schedule and counts gradients that move nothing", async () => {
  for (const engine of await engines()) {
    const { parameters, adam, dispose } = setUp(engine, { lr: 0.1, beta1: 0, gradClip: 5 }, { w: 1 });
    const before = (await parameters.save()).get("w")!.data[0]!;
    engine.run(() => {
      const [w, other] = [30, 40].map((value) => engine.tensor(new Float32Array([value]), [1]));
      adam.step(parameters.trainable, new Map([["w", w!]]), { lr: 0.01, alsoClipped: [other!] });
    });
    assertClose((await adam.save()).tensors.get("m/w")!.data, [3], 1e-5);
    assertClose((await parameters.save()).get("w")!.data, [before - 0.01], 1e-6);
    assert.deepEqual((await adam.save()).steps, { w: 1 });
    dispose();
  }
});
