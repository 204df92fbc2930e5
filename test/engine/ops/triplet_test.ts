import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { tripletComposite } from "../../../src/engine/composite/triplet.ts";
import { tripletOp } from "../../../src/engine/ops/triplet.ts";
import { assertClose, engines, normalTensor, valueAndGradients } from "../helpers.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

function triplet(nRows: number, width: number, triplets: Int32Array, margin = 0.5): LossCase {
  const form = { triplets, margin };
  return {
    shapes: [[nRows, width]],
    fused: (engine, [z]) => tripletOp(engine, z!, form),
    composite: (engine, [z]) => tripletComposite(engine, z!, form),
  };
}
const random = (nRows: number, count: number) => {
  const rng = new Rng(count);
  return Int32Array.from({ length: 3 * count }, () => rng.integer(nRows));
};

Deno.test("tripletOp() equals its twin in value and gradient, also with repeated rows and odd widths", async () => {
  for (const [nRows, width, count] of [[3, 1, 1], [9, 4, 20], [30, 16, 50], [17, 67, 40], [50, 65, 70]] as const) {
    await assertLossTwins(triplet(nRows, width, random(nRows, count)), count, 3e-5);
  }
});

Deno.test("tripletOp() gathers a row that takes part in very many triplets", async () => {
  const hub = Int32Array.from({ length: 3 * 500 }, (_, i) => i % 3 === 0 ? 4 : (i * 7) % 11);
  await assertLossTwins(triplet(11, 19, hub, 2), 7, 5e-5);
});

Deno.test("tripletOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(triplet(8, 3, Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 0, 7]), 0.7), 3);
});

Deno.test("tripletOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(triplet(1_500, 33, random(1_500, 4_000)), 5);
});

Deno.test("tripletOp() is 0 with a zero gradient without triplets and without rows", async () => {
  for (const engine of await engines()) {
    for (const nRows of [4, 0]) {
      const inputs = [normalTensor(engine, new Rng(1), [nRows, 2])];
      const none = triplet(nRows, 2, new Int32Array(0));
      const { value, gradients } = valueAndGradients(engine, inputs, (z) => none.fused(engine, [z!]));
      assert.equal(value, 0);
      assert.deepEqual([...gradients[0]!].map(Math.abs), new Array(2 * nRows).fill(0));
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("tripletOp() has gradients that sum to zero: the loss does not change when all rows move together", async () => {
  for (const engine of await engines()) {
    for (let seed = 0; seed < 5; seed++) {
      const inputs = [normalTensor(engine, new Rng(seed), [12, 5])];
      const { fused } = triplet(12, 5, random(12, 20 + seed), 1);
      const { gradients } = valueAndGradients(engine, inputs, (z) => fused(engine, [z!]));
      for (let f = 0; f < 5; f++) {
        let sum = 0;
        for (let i = 0; i < 12; i++) sum += gradients[0]![5 * i + f]!;
        assert(Math.abs(sum) < 2e-6, `${sum}`);
      }
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("tripletOp() pulls apart rows that coincide, by the offset's direction", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array(12).fill(3), [3, 4]);
    const { gradients } = valueAndGradients(
      engine,
      [z],
      (x) => tripletOp(engine, x!, { triplets: Int32Array.of(0, 1, 2), margin: 1 }),
    );
    const part = 1 / Math.sqrt(4);
    assertClose(gradients[0]!, [0, 0, 0, 0, ...new Array(4).fill(-part), ...new Array(4).fill(part)], 1e-4);
    z.dispose();
  }
});

Deno.test("tripletOp() refuses rows that do not exist, and lists that are no triplets", async () => {
  for (const engine of await engines()) {
    const z = normalTensor(engine, new Rng(1), [4, 2]);
    for (const bad of [[0, 1, 4], [0, -1, 2]]) {
      const form = { triplets: Int32Array.from(bad), margin: 1 };
      assert.throws(() => engine.run(() => tripletOp(engine, z, form)), { tag: "BadValues", message: /from 0 to 3/ });
    }
    const form = { triplets: new Int32Array(4), margin: 1 };
    assert.throws(() => engine.run(() => tripletOp(engine, z, form)), { tag: "Misaligned", message: /three rows/ });
    z.dispose();
  }
});

Deno.test("tripletOp() keeps to the triplets it checked, on every engine, when the caller's array changes later", async () => {
  const triplets = Int32Array.of(0, 1, 2, 3, 0, 1);
  const rows = Float32Array.from({ length: 8 }, (_, i) => (i * i) % 7);
  const values: number[] = [];
  for (const engine of await engines()) {
    const z = engine.tensor(rows, [4, 2]);
    values.push(engine.run(() => tripletOp(engine, z, { triplets, margin: 1 }).dataSync()[0]!));
    triplets.fill(1_000_000);
    z.dispose();
  }
  assertClose(values, values.map(() => values[0]!), 1e-6);
});
