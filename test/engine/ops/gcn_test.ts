import { Rng } from "../../../src/core/rng.ts";
import { activationComposite } from "../../../src/engine/composite/activation.ts";
import type { Tensor } from "../../../src/engine/mod.ts";
import { gcn } from "../../../src/engine/ops/gcn.ts";
import { denseOf } from "../composite.ts";
import { assertDifferences } from "../differences.ts";
import { assertTwins, engines, normalTensor, randomOperator } from "../helpers.ts";

const SIZES = [[0, 2, 3], [1, 1, 1], [20, 3, 7], [33, 18, 5], [33, 5, 18]] as const;
const FORMS = [{}, { activation: "relu" }, { activation: "leakyRelu", slope: 0.2 }] as const;

Deno.test("gcn() equals the dense products in value and every gradient, with and without bias, widening and narrowing", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    for (const [nRows, nIn, nOut] of SIZES) {
      for (const form of FORMS) {
        for (const biased of [true, false]) {
          const rng = new Rng(nIn);
          const operator = randomOperator(rng, nRows);
          const shapes = [[nRows, nIn], [nIn, nOut], ...biased ? [[nOut]] : []];
          const inputs = shapes.map((shape) => normalTensor(engine, rng, shape));
          assertTwins(
            engine,
            inputs,
            (x, weight, bias) => gcn(engine, x!, { weight: weight!, bias }, operator, form),
            (x, weight, bias) => {
              const product = tf.matMul(denseOf(engine, operator.forward), tf.matMul(x as never, weight as never));
              return activationComposite(engine, bias ? tf.add(product, bias) : product, form);
            },
            rng,
          );
          tf.dispose(inputs);
        }
      }
    }
  }
});

Deno.test("gcn() gradients agree with finite differences", async () => {
  const [engine] = await engines();
  const rng = new Rng(3);
  const operator = randomOperator(rng, 6);
  for (const [nIn, nOut] of [[2, 3], [3, 2]] as const) {
    const inputs = [[6, nIn], [nIn, nOut], [nOut]].map((shape) => normalTensor(engine!, rng, shape));
    const apply = (x: Tensor, weight: Tensor, bias: Tensor) =>
      gcn(engine!, x, { weight, bias }, operator, { activation: "tanh" });
    assertDifferences(engine!, inputs, apply as never, rng);
    engine!.tf.dispose(inputs);
  }
});
