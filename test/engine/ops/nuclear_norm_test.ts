import assert from "node:assert/strict";
import { nuclearNormComposite } from "../../../src/engine/composite/nuclear_norm.ts";
import { nuclearNormOp } from "../../../src/engine/ops/nuclear_norm.ts";
import { assertClose, engines, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

const nuclear = (...shape: number[]): LossCase => ({
  shapes: [shape],
  fused: (engine, [y]) => nuclearNormOp(engine, y!),
  composite: (engine, [y]) => nuclearNormComposite(engine, y!),
});

Deno.test("nuclearNormOp() equals its twin in value and gradient for odd shapes, tall and wide", async () => {
  for (const shape of [[0, 3], [1, 1], [7, 5], [4, 9], [130, 33], [257, 64]]) {
    await assertLossTwins(nuclear(...shape), shape[0]!, 2e-6);
  }
});

Deno.test("nuclearNormOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(nuclear(6, 3), 2);
});

Deno.test("nuclearNormOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(nuclear(700, 21), 3);
});

Deno.test("nuclearNormOp() gives no direction to null singular values", async () => {
  for (const engine of await engines()) {
    const rows = Float32Array.from({ length: 50 * 6 }, (_, i) => (i % 6 + 1) * Math.sin(Math.floor(i / 6) + 1));
    const y = engine.tensor(rows, [50, 6]);
    const { value, gradients } = valueAndGradients(engine, [y], (x) => nuclearNormOp(engine, x!));
    const norm = Math.hypot(...rows);
    assertClose([value], [norm], 1e-6);
    assertClose(gradients[0]!, rows.map((x) => x / norm), 1e-6);
    y.dispose();
  }
});

Deno.test("nuclearNormOp() of zeros is 0 with gradient 0", async () => {
  for (const engine of await engines()) {
    const y = engine.tensor(new Float32Array(12), [4, 3]);
    const { value, gradients } = valueAndGradients(engine, [y], (x) => nuclearNormOp(engine, x!));
    assert.equal(value, 0);
    assert(gradients[0]!.every((slope) => slope === 0));
    y.dispose();
  }
});
