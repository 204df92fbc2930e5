import assert from "node:assert/strict";
import { openEngine } from "../../src/engine/open_engine.ts";
import { openOptimizer, type OptimizerOptions } from "../../src/nn/optimizer.ts";
import { ParameterSet } from "../../src/nn/parameter_set.ts";

const KINDS: readonly OptimizerOptions[] = [{ kind: "adam", lr: 0.1 }, { kind: "sgd", lr: 0.1, momentum: 0.9 }];

for (const options of KINDS) {
  Deno.test(`openOptimizer() makes ${options.kind}, which goes on exactly from what it saved`, async () => {
    const engine = await openEngine({ engine: "wasm" });
    const parameters = new ParameterSet(engine);
    parameters.add("w", { shape: [2], data: new Float32Array([1, -2]) });
    const step = (optimizer: ReturnType<typeof openOptimizer>) =>
      engine.run(() => {
        const gradient = engine.tensor(new Float32Array([3, 0.5]), [2]);
        optimizer.step(parameters.trainable, new Map([["w", gradient]]));
      });
    const first = openOptimizer(engine, options);
    step(first);
    const [state, weights] = [await first.save(), await parameters.save()];
    step(first);
    const unbroken = (await parameters.save()).get("w")!.data;
    const second = openOptimizer(engine, options);
    second.load(state);
    parameters.load(weights);
    step(second);
    assert.deepEqual((await parameters.save()).get("w")!.data, unbroken);
    for (const one of [first, second, parameters]) one.dispose();
  });
}

Deno.test("ParameterSet.addBuffer() saves and loads numbers that are never trained", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const parameters = new ParameterSet(engine);
  parameters.add("w", { shape: [1], data: new Float32Array([1]) });
  parameters.addBuffer("mean", { shape: [2], data: new Float32Array([2, 3]) });
  assert.deepEqual([...parameters.trainable.keys()], ["w"]);
  const saved = await parameters.save();
  assert.deepEqual([...saved.get("mean")!.data], [2, 3]);
  parameters.load(new Map([...saved, ["mean", { shape: [2], data: new Float32Array([5, 7]) }]]));
  assert.deepEqual([...(await parameters.save()).get("mean")!.data], [5, 7]);
  assert.throws(() => parameters.addBuffer("w", { shape: [1], data: new Float32Array(1) }), { tag: "Duplicate" });
  parameters.dispose();
});
