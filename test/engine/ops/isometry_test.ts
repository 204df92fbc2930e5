import assert from "node:assert/strict";
import { isometryComposite } from "../../../src/engine/composite/isometry.ts";
import { isometryOp } from "../../../src/engine/ops/isometry.ts";
import { engines, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

function isometry(rows: number, widthU: number, widthV: number, nClasses: number): LossCase {
  const classes = Int32Array.from({ length: rows }, (_, i) => (i * i) % nClasses);
  return {
    shapes: [[rows, widthU], [rows, widthV]],
    fused: (engine, [u, v]) => isometryOp(engine, u!, v!, classes),
    composite: (engine, [u, v]) => isometryComposite(engine, u!, v!, classes),
  };
}

Deno.test("isometryOp() equals its twin in value and both gradients for odd shapes", async () => {
  const forms: [number, number, number, number][] = [
    [1, 1, 1, 1],
    [2, 3, 1, 1],
    [9, 5, 3, 2],
    [40, 40, 20, 3],
    [67, 17, 9, 1],
  ];
  for (const form of forms) await assertLossTwins(isometry(...form), form[0], 2e-5);
});

Deno.test("isometryOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(isometry(6, 3, 2, 2), 4);
});

Deno.test("isometryOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(isometry(203, 21, 10, 2), 3);
});

Deno.test("isometryOp() has finite gradients where rows coincide, and is 0 without rows", async () => {
  for (const engine of await engines()) {
    const same = engine.tensor(new Float32Array(12).fill(2), [4, 3]);
    const none = engine.tensor(new Float32Array(0), [0, 3]);
    for (const x of [same, none]) {
      const twin = x.clone();
      const { value, gradients } = valueAndGradients(engine, [x, twin], (u, v) => {
        return isometryOp(engine, u!, v!, new Int32Array(x.shape[0]!));
      });
      assert.equal(value, 0);
      for (const gradient of gradients) assert(gradient.every((slope) => slope === 0));
      twin.dispose();
    }
    engine.tf.dispose([same, none]);
  }
});
