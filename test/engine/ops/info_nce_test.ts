import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { infoNceComposite } from "../../../src/engine/composite/info_nce.ts";
import { infoNceOp } from "../../../src/engine/ops/info_nce.ts";
import { engines, normals, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

function contrast(rows: number, width: number, block: number, temperature = 0.2): LossCase {
  const form = { block, temperature };
  return {
    shapes: [[rows, width], [rows, width]],
    fused: (engine, [a, b]) => infoNceOp(engine, a!, b!, form),
    composite: (engine, [a, b]) => infoNceComposite(engine, a!, b!, form),
  };
}

Deno.test("infoNceOp() equals its twin in value and both gradients for odd shapes and blocks", async () => {
  const forms: [number, number, number][] = [[1, 1, 1], [3, 2, 5], [10, 5, 4], [97, 33, 97], [205, 19, 100], [
    260,
    64,
    260,
  ]];
  for (const form of forms) await assertLossTwins(contrast(...form), form[0], 2e-5);
});

Deno.test("infoNceOp() equals its twin at a temperature where plain exponentials overflow", async () => {
  await assertLossTwins(contrast(30, 8, 30, 0.005), 5, 5e-5);
});

Deno.test("infoNceOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(contrast(5, 3, 3, 0.5), 4);
});

Deno.test("infoNceOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(contrast(300, 17, 128), 3);
});

Deno.test("infoNceOp() is 0 in blocks of one row, without rows, and finite with rows of zeros", async () => {
  for (const engine of await engines()) {
    for (const [rows, block, zeros] of [[6, 1, 0], [0, 4, 0], [6, 6, 3]] as const) {
      const data = normals(new Rng(1), rows * 4).fill(0, 0, zeros);
      const inputs = [engine.tensor(data, [rows, 4]), engine.tensor(data.map(Math.abs), [rows, 4])];
      const { fused } = contrast(rows, 4, block);
      const { value, gradients } = valueAndGradients(engine, inputs, (...all) => fused(engine, all));
      assert(block === 1 || rows === 0 ? Math.abs(value) < 1e-6 : value > 0);
      for (const gradient of gradients) assert(gradient.every(Number.isFinite));
      engine.tf.dispose(inputs);
    }
  }
});
