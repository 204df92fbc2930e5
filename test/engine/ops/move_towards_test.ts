import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { moveTowardsComposite } from "../../../src/engine/composite/move_towards.ts";
import type { Engine, Variable } from "../../../src/engine/mod.ts";
import { moveTowards } from "../../../src/engine/ops/move_towards.ts";
import { engines, normals } from "../helpers.ts";

/** A variable that nothing is learned in. */
function meanOf(engine: Engine, data: Float32Array): Variable {
  const tensor = engine.tensor(data, [data.length]);
  const made = engine.run(() => engine.tf.variable(tensor, false));
  tensor.dispose();
  return made;
}

Deno.test("moveTowards() gives the bytes of its composite, whatever the length and the share that is kept", async () => {
  for (const engine of await engines()) {
    for (const n of [0, 1, 15, 33, 70_001]) {
      for (const decay of [0, 0.9, 1]) {
        const rng = new Rng(n);
        const [start, goal] = [normals(rng, n), normals(rng, n)];
        const x = engine.tensor(goal, [n]);
        const [mean, twin] = [meanOf(engine, start), meanOf(engine, start)];
        engine.run(() => {
          moveTowards(engine, mean, x, decay);
          moveTowardsComposite(engine.tf, twin, x, decay);
        });
        assert.deepEqual(mean.dataSync(), twin.dataSync(), `${engine.kind}: ${n}, ${decay}`);
        assert.deepEqual(x.dataSync(), goal);
        engine.tf.dispose([x, mean, twin]);
      }
    }
  }
});

Deno.test("moveTowards() rounds both products before their sum", async () => {
  for (const engine of await engines()) {
    const [start, goal] = [new Float32Array([1 / 3]), new Float32Array([0.7])];
    const mean = meanOf(engine, start), x = engine.tensor(goal, [1]);
    engine.run(() => moveTowards(engine, mean, x, 0.9));
    const [keep, take] = [Math.fround(0.9), Math.fround(1 - 0.9)];
    const want = Math.fround(Math.fround(keep * start[0]!) + Math.fround(take * goal[0]!));
    assert.equal(mean.dataSync()[0], want);
    engine.tf.dispose([mean, x]);
  }
});

Deno.test("moveTowards() leaves alone what shares the mean's memory, and what is recorded around it", async () => {
  for (const engine of await engines()) {
    const mean = meanOf(engine, new Float32Array([1, 2])), parameter = engine.tf.variable(engine.tf.tensor1d([3, 4]));
    const copy = mean.clone();
    const { grads } = engine.run(() =>
      engine.tf.variableGrads(() => {
        const y = engine.tf.square(parameter);
        moveTowards(engine, mean, y as never, 0.5);
        return engine.tf.sum(y);
      })
    );
    assert.deepEqual([...copy.dataSync()], [1, 2]);
    assert.deepEqual([...mean.dataSync()], [5, 9]);
    assert.deepEqual(Object.values(grads).map((grad) => [...grad.dataSync()]), [[6, 8]]);
    engine.tf.dispose([mean, parameter, copy, ...Object.values(grads)]);
  }
});

Deno.test("moveTowards() refuses another shape, and runs no plain JavaScript on compiled kernels", async () => {
  for (const engine of await engines()) {
    const mean = meanOf(engine, new Float32Array(3));
    const [short, x] = [2, 3].map((n) => engine.tensor(new Float32Array(n), [n]));
    assert.throws(
      () => moveTowards(engine, mean, short!, 0.5),
      (error) => isWeftError(error) && /x/.test(error.message),
    );
    engine.backend?.fallbacks.clear();
    engine.run(() => moveTowards(engine, mean, x!, 0.5));
    assert.deepEqual([...engine.backend?.fallbacks ?? []], []);
    engine.tf.dispose([mean, short!, x!]);
  }
});
