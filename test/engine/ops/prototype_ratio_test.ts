import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { nearestPrototypeComposite } from "../../../src/engine/composite/nearest_prototype.ts";
import { prototypeRatioComposite } from "../../../src/engine/composite/prototype_ratio.ts";
import { nearestPrototypeOp } from "../../../src/engine/ops/nearest_prototype.ts";
import { prototypeRatioOp } from "../../../src/engine/ops/prototype_ratio.ts";
import { engines, normalTensor, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

/** Labels leave out one prototype when there are more than two. */
function ratio(rows: number, count: number, temperature = 0.8): LossCase {
  const labels = Int32Array.from({ length: rows }, (_, i) => (i * 5) % Math.max(1, count > 2 ? count - 1 : count));
  const against = (op: typeof prototypeRatioOp): LossCase["fused"] => (engine, [products]) =>
    op(engine, products!, engine.tf.tensor1d(labels, "int32"), { temperature });
  return { shapes: [[rows, count]], fused: against(prototypeRatioOp), composite: against(prototypeRatioComposite) };
}

Deno.test("prototypeRatioOp() equals its twin in value and gradient, also with an empty prototype", async () => {
  const shapes: [number, number][] = [[0, 2], [1, 1], [5, 2], [40, 4], [203, 10], [97, 33]];
  for (const shape of shapes) {
    await assertLossTwins(ratio(...shape), shape[0], 2e-5);
  }
});

Deno.test("prototypeRatioOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(ratio(7, 3), 2);
});

Deno.test("prototypeRatioOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(ratio(2_003, 9), 3);
});

Deno.test("prototypeRatioOp() stays finite where exponentials overflow, on either side of the ratio", async () => {
  await assertLossTwins(ratio(50, 4, 0.01), 3, 2e-5);
});

Deno.test("prototypeRatioOp() is 0 with gradient 0 when one prototype has all rows", async () => {
  for (const engine of await engines()) {
    const products = normalTensor(engine, new Rng(1), [6, 2]);
    const { value, gradients } = valueAndGradients(engine, [products], (x) => {
      return prototypeRatioOp(engine, x!, engine.tf.tensor1d(new Int32Array(6), "int32"), { temperature: 1 });
    });
    assert.equal(Math.abs(value), 0);
    assert(gradients[0]!.every((slope) => slope === 0));
    products.dispose();
  }
});

Deno.test("nearestPrototypeOp() finds what a plain search finds, and takes the first of several", async () => {
  for (const engine of await engines()) {
    for (const [rows, count, width] of [[0, 1, 2], [1, 1, 1], [50, 7, 3], [333, 20, 65]] as const) {
      const rng = new Rng(rows);
      const [z, mu] = [normalTensor(engine, rng, [rows, width]), normalTensor(engine, rng, [count, width])];
      const labels = engine.run(() => {
        const products = engine.tf.matMul(z as never, mu as never, false, true);
        const twin = nearestPrototypeComposite(engine, products, mu).dataSync().slice();
        const found = nearestPrototypeOp(engine, products, mu).dataSync().slice();
        assert.deepEqual([...found], [...twin]);
        return found;
      });
      const [rowsOf, prototypes] = [z.dataSync(), mu.dataSync()];
      labels.forEach((label, i) => {
        const distance = (k: number) =>
          Math.hypot(...Array.from({ length: width }, (_, f) => rowsOf[i * width + f]! - prototypes[k * width + f]!));
        for (let k = 0; k < count; k++) assert(distance(label) <= distance(k) + 1e-5);
      });
      engine.tf.dispose([z, mu]);
    }
    const tied = engine.run(() =>
      nearestPrototypeOp(engine, engine.tf.zeros([2, 3]), engine.tf.zeros([3, 2])).dataSync().slice()
    );
    assert.deepEqual([...tied], [0, 0]);
  }
});
