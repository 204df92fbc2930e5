import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { batchNorm } from "../../../src/engine/ops/batch_norm.ts";
import { dense } from "../../../src/engine/ops/dense.ts";
import { sage } from "../../../src/engine/ops/sage.ts";
import { engines, normalTensor, randomOperator } from "../helpers.ts";

Deno.test("dense(), sage() and batchNorm() refuse weights of other shapes, larger ones too", async () => {
  const rng = new Rng(1);
  const operator = randomOperator(rng, 5);
  const form = { relu: true, normalize: false };
  for (const engine of await engines()) {
    const make = (...shape: number[]) => normalTensor(engine, rng, shape);
    const [x, taller, w, larger, bias, longer] = [make(5, 3), make(6, 3), make(3, 4), make(4, 4), make(4), make(9)];
    const calls = [
      () => dense(engine, { x: x!, weight: larger!, bias: bias! }),
      () => dense(engine, { x: x!, weight: w!, bias: longer! }),
      () => dense(engine, { x: [x!, x!], weight: w! }),
      () => dense(engine, { x: [x!, taller!], weight: make(6, 4) }),
      () => sage(engine, { x: x! }, { neighbor: larger!, self: w!, bias: bias! }, operator, form),
      () => sage(engine, { x: x! }, { neighbor: w!, self: larger!, bias: bias! }, operator, form),
      () => sage(engine, { x: x! }, { neighbor: w!, self: w!, bias: longer! }, operator, form),
    ];
    const running = { means: engine.tf.variable(make(3)), variances: engine.tf.variable(make(3)) };
    const norm = { training: true, epsilon: 1e-3, momentum: 0.1 };
    calls.push(() => batchNorm(engine, { x: x!, gamma: longer!, beta: make(3) }, running, norm));
    for (const call of calls) {
      assert.throws(() => engine.run(call), { tag: "Misaligned", message: /of shape \[/ }, `${call} on ${engine.name}`);
    }
    engine.tf.dispose([x!, taller!, w!, larger!, bias!, longer!]);
  }
});
