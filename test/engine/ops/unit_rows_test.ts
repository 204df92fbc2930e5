import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { unitRowsComposite } from "../../../src/engine/composite/unit_rows.ts";
import { unitRows } from "../../../src/engine/ops/unit_rows.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

Deno.test("unitRows() equals its composite in value and gradient", async () => {
  for (const engine of await engines()) {
    for (const shape of [[0, 3], [1, 1], [5, 3], [33, 17], [200, 64]] as const) {
      const rng = new Rng(shape[0]);
      const inputs = [normalTensor(engine, rng, shape)];
      assertTwins(engine, inputs, (x) => unitRows(engine, x!), (x) => unitRowsComposite(engine, x!), rng);
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("unitRows() gradient agrees with finite differences", async () => {
  const [engine] = await engines();
  const rng = new Rng(1);
  const inputs = [normalTensor(engine!, rng, [5, 4])];
  assertDifferences(engine!, inputs, (x) => unitRows(engine!, x!), rng);
  engine!.tf.dispose(inputs);
});

Deno.test("unitRows() keeps zero, tiny and huge rows finite, and lets no gradient through the divisor of short rows", async () => {
  for (const engine of await engines()) {
    const x = engine.tensor(new Float32Array([0, 0, 3e-9, 4e-9, 3e15, 4e15, 3e-14, 0]), [4, 2]);
    const y = engine.run(() => unitRows(engine, x).dataSync().slice());
    assertClose(y, [0, 0, 0.6, 0.8, 0.6, 0.8, 0.03, 0], 1e-6);
    const { gradients: [gradient] } = valueAndGradients(engine, [x], (x) => engine.tf.sum(unitRows(engine, x!)));
    for (const i of [0, 1, 6, 7]) assert(Math.abs(gradient![i]! / 1e12 - 1) < 1e-5);
    assert(gradient!.every(Number.isFinite));
    x.dispose();
  }
});
