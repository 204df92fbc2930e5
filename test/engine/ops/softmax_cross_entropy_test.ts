import assert from "node:assert/strict";
import { softmaxCrossEntropyComposite } from "../../../src/engine/composite/softmax_cross_entropy.ts";
import { softmaxCrossEntropyOp } from "../../../src/engine/ops/softmax_cross_entropy.ts";
import { engines, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

function entropy(rows: number, width: number, temperature = 0.7): LossCase {
  const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % width);
  const against = (op: typeof softmaxCrossEntropyOp): LossCase["fused"] => (engine, [logits]) =>
    op(engine, logits!, engine.tf.tensor1d(labels, "int32"), { temperature });
  return {
    shapes: [[rows, width]],
    fused: against(softmaxCrossEntropyOp),
    composite: against(softmaxCrossEntropyComposite),
  };
}

Deno.test("softmaxCrossEntropyOp() equals its twin in value and gradient for odd shapes", async () => {
  const shapes: [number, number][] = [[0, 2], [1, 1], [5, 3], [200, 10], [97, 33]];
  for (const shape of shapes) {
    await assertLossTwins(entropy(...shape), shape[0]);
  }
});

Deno.test("softmaxCrossEntropyOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(entropy(4, 3), 2);
});

Deno.test("softmaxCrossEntropyOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(entropy(3_001, 9), 3);
});

Deno.test("softmaxCrossEntropyOp() stays finite for huge logits", async () => {
  for (const engine of await engines()) {
    const logits = engine.tensor(new Float32Array([1e4, -1e4, 0, 3e4, 3e4, -2e4]), [2, 3]);
    const { value, gradients } = valueAndGradients(engine, [logits], (x) => {
      return softmaxCrossEntropyOp(engine, x!, engine.tf.tensor1d([0, 1], "int32"), { temperature: 1 });
    });
    assert(Math.abs(value - Math.log(2) / 2) < 1e-6);
    assert(gradients[0]!.every(Number.isFinite));
    logits.dispose();
  }
});

Deno.test("softmaxCrossEntropyOp() says so when a label is no column: the loss is not a number", async () => {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const logits = engine.tensor(new Float32Array(6), [2, 3]);
    for (const bad of [3, -1]) {
      const value = engine.run(() =>
        softmaxCrossEntropyOp(engine, logits, engine.tf.tensor1d([0, bad], "int32"), { temperature: 1 }).dataSync()[0]!
      );
      assert(Number.isNaN(value));
    }
    logits.dispose();
  }
});
