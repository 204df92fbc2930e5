import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { edgeSmoothnessOp } from "../../src/engine/ops/edge_smoothness.ts";
import { edgeSmoothnessTwin } from "./composite.ts";
import { assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "./helpers.ts";

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
