import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { appnpComposite } from "../../../src/engine/composite/appnp.ts";
import { appnp } from "../../../src/engine/ops/appnp.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, randomOperator } from "../helpers.ts";

Deno.test("appnp() equals its composite in value and gradient, for any number of steps", async () => {
  for (const engine of await engines()) {
    for (const [nNodes, width] of [[0, 2], [1, 1], [9, 5], [33, 67]] as const) {
      for (const steps of [0, 1, 2, 5]) {
        const rng = new Rng(nNodes + steps);
        const operator = randomOperator(rng, nNodes);
        const inputs = [normalTensor(engine, rng, [nNodes, width])];
        const walk = { alpha: 0.3, steps };
        assertTwins(
          engine,
          inputs,
          (x) => appnp(engine, operator, x!, walk),
          (x) => appnpComposite(engine, operator, x!, walk),
          rng,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("appnp() gradient agrees with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    const operator = randomOperator(rng, 6);
    const inputs = [normalTensor(engine, rng, [6, 2])];
    assertDifferences(engine, inputs, (x) => appnp(engine, operator, x!, { alpha: 0.2, steps: 3 }), rng);
    engine.tf.dispose(inputs);
  }
});

Deno.test("appnp() stays at the start with alpha 1, changes no input and frees what it used", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const operator = randomOperator(rng, 8);
    const x = normalTensor(engine, rng, [8, 3]);
    const start = x.dataSync().slice();
    const live = engine.backend?.kernels.memory.live;
    for (const steps of [0, 4]) {
      assertClose(engine.run(() => appnp(engine, operator, x, { alpha: 1, steps }).dataSync().slice()), start, 0);
    }
    assert.deepEqual(x.dataSync().slice(), start);
    // The operator's arrays stay; a second walk adds nothing.
    const after = engine.backend?.kernels.memory.live;
    engine.run(() => void appnp(engine, operator, x, { alpha: 0.5, steps: 5 }));
    assert.equal(engine.backend?.kernels.memory.live, after);
    if (live !== undefined) assert(after! >= live);
    x.dispose();
  }
});

Deno.test("appnp() refuses shares beyond 0 and 1, broken steps and graphs that are not square", async () => {
  const engine = (await engines())[0]!;
  const rng = new Rng(4);
  const x = normalTensor(engine, rng, [3, 2]);
  const run = (alpha: number, steps: number, nRows = 3) =>
    engine.run(() => void appnp(engine, randomOperator(rng, nRows, 3), x, { alpha, steps }));
  const refused = (what: RegExp) => (error: unknown) =>
    isWeftError(error, "InvalidArgument") && what.test(error.message);
  assert.throws(() => run(1.1, 2), refused(/alpha/));
  assert.throws(() => run(0.1, 1.5), refused(/steps/));
  assert.throws(() => run(0.1, 1, 4), refused(/columns of the graph/));
  x.dispose();
});
