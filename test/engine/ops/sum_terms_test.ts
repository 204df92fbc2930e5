import assert from "node:assert/strict";
import { sumTermsComposite } from "../../../src/engine/composite/sum_terms.ts";
import { sumTermsOp } from "../../../src/engine/ops/sum_terms.ts";
import { engines } from "../helpers.ts";
import { assertLossDifferences, assertLossTwins, type LossCase } from "../loss_checks.ts";

const sum = (weights: readonly number[]): LossCase => ({
  shapes: weights.map(() => []),
  fused: (engine, values) => sumTermsOp(engine, values, weights),
  composite: (engine, values) => sumTermsComposite(engine, values, weights),
});

Deno.test("sumTermsOp() equals its twin in value and every gradient", async () => {
  for (const weights of [[2], [1, -3], [0.5, 0, 1, 1e-3, 7]]) await assertLossTwins(sum(weights), weights.length);
});

Deno.test("sumTermsOp() gradients are the weights", async () => {
  await assertLossDifferences(sum([0.5, -2, 1]), 1);
});

Deno.test("sumTermsOp() runs on no op of the library", async () => {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const values = [1, 2, 3].map((value) => engine.tensor(Float32Array.of(value), []));
    const before = [...engine.backend.fallbacks];
    engine.run(() => sumTermsOp(engine, values, [1, 2, 3]));
    assert.deepEqual([...engine.backend.fallbacks], before);
    engine.tf.dispose(values);
  }
});
