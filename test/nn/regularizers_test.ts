import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { BatchNorm, Dropout, ParameterSet } from "../../src/nn/mod.ts";
import { assertClose, engines, normalTensor } from "../engine/helpers.ts";

Deno.test("BatchNorm keeps running moments that are saved and not trained, and uses them in evaluation", async () => {
  for (const engine of await engines()) {
    const parameters = new ParameterSet(engine);
    const norm = new BatchNorm(engine, parameters, "norm", { width: 2, momentum: 1, epsilon: 0 });
    assert.deepEqual([...parameters.trainable.keys()], ["norm.weight", "norm.bias"]);
    const x = engine.tensor(new Float32Array([0, 1, 2, 3, 4, 8]), [3, 2]);
    const apply = (training: boolean) => engine.run(() => norm.apply(x, { training }).dataSync().slice());
    assert.deepEqual(apply(false), new Float32Array([0, 1, 2, 3, 4, 8]));
    const trained = apply(true);
    const saved = await parameters.save();
    assertClose(saved.get("norm.running_mean")!.data, [2, 4]);
    assertClose(saved.get("norm.running_var")!.data, [4, 13]);
    const [biased, unbiased] = [8 / 3, 4];
    assertClose([trained[0]!, trained[4]!], [-2 / Math.sqrt(biased), 2 / Math.sqrt(biased)]);
    assertClose([apply(false)[0]!], [-2 / Math.sqrt(unbiased)]);
    x.dispose();
    parameters.dispose();
  }
});

Deno.test("BatchNorm refuses to train on a single row, and applies its activation", async () => {
  for (const engine of await engines()) {
    const parameters = new ParameterSet(engine);
    const norm = new BatchNorm(engine, parameters, "n", { width: 2, activation: "leakyRelu", slope: 0.5, epsilon: 0 });
    const row = engine.tensor(new Float32Array([-4, 4]), [1, 2]);
    assert.throws(() => engine.run(() => norm.apply(row, { training: true })), {
      tag: "InvalidArgument",
      message: /two rows/,
    });
    assert.deepEqual([...engine.run(() => norm.apply(row, { training: false }).dataSync())], [-2, 4]);
    row.dispose();
    parameters.dispose();
  }
});

Deno.test("Dropout draws anew in every step, repeats a step exactly and does nothing in evaluation", async () => {
  for (const engine of await engines()) {
    const layer = new Dropout(engine, { rate: 0.5, seed: 3 });
    const x = normalTensor(engine, new Rng(1), [20, 10]);
    const at = (step?: number) => engine.run(() => layer.apply(x, { step }).dataSync().slice());
    assert.deepEqual(at(), engine.run(() => x.dataSync().slice()));
    assert.deepEqual(at(1), at(1));
    assert.notDeepEqual(at(1), at(2));
    const none = new Dropout(engine, { rate: 0, seed: 3 });
    assert.deepEqual(engine.run(() => none.apply(x, { step: 1 }).dataSync().slice()), at());
    x.dispose();
  }
});

Deno.test("Dropout takes a mask in place of its draw, and refuses a rate of 1", async () => {
  for (const engine of await engines()) {
    const [x, keep] = [[1, 2, 3, 4], [1, 0, 0, 1]].map((values) => engine.tensor(new Float32Array(values), [2, 2]));
    const layer = new Dropout(engine, { rate: 0.5, seed: 0 });
    assert.deepEqual([...engine.run(() => layer.apply(x!, { keep }).dataSync())], [2, 0, 0, 8]);
    const all = new Dropout(engine, { rate: 1, seed: 0 });
    assert.throws(() => engine.run(() => all.apply(x!, { step: 0 })), { tag: "InvalidArgument", message: /below 1/ });
    engine.tf.dispose([x!, keep!]);
  }
});
