import assert from "node:assert/strict";
import { detach } from "../../../src/engine/ops/detach.ts";
import { held } from "../../../src/engine/ops/held.ts";
import { engines, valueAndGradients } from "../helpers.ts";

Deno.test("held() is a constant to what follows, and keeps nothing of the way to it", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const x = engine.tensor(new Float32Array([2, 3]), [2]);
    const before = engine.nTensors;
    const square = () => held(engine, () => tf.square(tf.mul(x, 2)));
    const { value, gradients } = valueAndGradients(engine, [x], () => tf.sum(tf.mul(square(), x)));
    assert.equal(value, 16 * 2 + 36 * 3);
    assert.deepEqual([...gradients[0]!], [16, 36]);
    assert.equal(engine.nTensors, before, engine.name);
    x.dispose();
  }
});

Deno.test("detach() has the value, and lets no gradient through", async () => {
  for (const engine of await engines()) {
    const x = engine.tensor(new Float32Array([2, 3]), [2]);
    const { gradients } = valueAndGradients(engine, [x], (v) => engine.tf.sum(engine.tf.mul(detach(engine, v!), v!)));
    assert.deepEqual([...gradients[0]!], [2, 3]);
    x.dispose();
  }
});
