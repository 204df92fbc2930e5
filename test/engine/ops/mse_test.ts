import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { mseComposite } from "../../../src/engine/composite/mse.ts";
import { mseOp } from "../../../src/engine/ops/mse.ts";
import { assertClose, engines, normalTensor, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

const target = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i));
const against = (op: typeof mseOp, shape: readonly number[]): LossCase["fused"] => (engine, [x]) =>
  op(engine, x!, engine.tf.tensor(target(shape.reduce((a, b) => a * b)), [...shape]));
const mse = (...shape: number[]): LossCase => ({
  shapes: [shape],
  fused: against(mseOp, shape),
  composite: against(mseComposite, shape),
});

Deno.test("mseOp() equals its twin in value and gradient for odd shapes", async () => {
  for (const shape of [[0, 3], [1, 1], [3, 5], [40, 9], [130, 67]]) await assertLossTwins(mse(...shape), shape[0]!);
});

Deno.test("mseOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(mse(5, 3), 2);
});

Deno.test("mseOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(mse(3_001, 50), 3);
});

Deno.test("mseOp() gives its gradient as it is when the upstream is 1, and multiplied otherwise", async () => {
  for (const engine of await engines()) {
    const inputs = [normalTensor(engine, new Rng(4), [6, 3])];
    const plain = valueAndGradients(engine, inputs, (x) => mse(6, 3).fused(engine, [x!]));
    const half = valueAndGradients(engine, inputs, (x) => engine.tf.mul(mse(6, 3).fused(engine, [x!]), 0.5));
    assertClose(half.gradients[0]!, plain.gradients[0]!.map((slope) => slope / 2), 1e-7);
    engine.tf.dispose(inputs);
  }
});

Deno.test("mseOp() makes no gradient when nothing is recorded", async () => {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const [x, y] = [normalTensor(engine, new Rng(5), [50, 8]), normalTensor(engine, new Rng(6), [50, 8])];
    const { kernels } = engine.backend;
    const live = kernels.memory.live;
    const held = engine.run(() => {
      mseOp(engine, x, y);
      return kernels.memory.live - live;
    });
    assert(held < 4 * x.size, `${held} bytes`);
    engine.tf.dispose([x, y]);
  }
});
