import { Rng } from "../../../src/core/rng.ts";
import { denseComposite } from "../../../src/engine/composite/dense.ts";
import { dense, type DenseOptions } from "../../../src/engine/ops/dense.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

const FORMS: readonly DenseOptions[] = [
  {},
  { activation: "relu" },
  { activation: "leakyRelu", slope: 0.1 },
  { activation: "elu" },
  { activation: "sigmoid" },
  { activation: "tanh" },
];
/** Rows, columns of each input, columns of the result. */
const SIZES: readonly (readonly [number, readonly number[], number])[] = [
  [0, [3], 2],
  [1, [1], 1],
  [2, [3], 1],
  [33, [17], 50],
  [7, [5, 4], 19],
  [700, [18, 1, 3], 33],
  [20, [2, 3, 1, 4, 2], 5],
];

function inputsOf(engine: Engine, rng: Rng, [rows, widths, nOut]: typeof SIZES[number]): Tensor[] {
  const depth = widths.reduce((a, b) => a + b);
  return [...widths.map((width) => [rows, width]), [depth, nOut], [nOut]].map((shape) =>
    normalTensor(engine, rng, shape)
  );
}

const split = (all: readonly Tensor[]) => ({ x: all.slice(0, -2), weight: all.at(-2)!, bias: all.at(-1)! });

Deno.test("dense() equals its composite in value and every gradient, for all activations and inputs side by side", async () => {
  for (const engine of await engines()) {
    for (const size of SIZES) {
      for (const form of size[0] === 33 ? FORMS : FORMS.slice(0, 3)) {
        const rng = new Rng(size[0]);
        const inputs = inputsOf(engine, rng, size);
        assertTwins(
          engine,
          inputs,
          (...all) => dense(engine, split(all), form),
          (...all) => denseComposite(engine, split(all), form),
          rng,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("dense() without bias, and of constants, leaves out those gradients and keeps the others", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const [x, weight, bias] = inputsOf(engine, rng, [9, [6], 7]) as [Tensor, Tensor, Tensor];
    assertTwins(
      engine,
      [x, weight],
      (x, weight) => dense(engine, { x: x!, weight: weight! }, { activation: "tanh" }),
      (x, weight) => denseComposite(engine, { x: x!, weight: weight! }, { activation: "tanh" }),
      rng,
    );
    const score = (options: DenseOptions) => (...all: Tensor[]) =>
      engine.tf.sum(engine.tf.square(dense(engine, split([x, ...all].slice(-3)), options)));
    const constant = valueAndGradients(engine, [weight, bias], score({ constant: true }));
    const variable = valueAndGradients(engine, [x, weight, bias], score({}));
    constant.gradients.forEach((gradient, i) => assertClose(gradient, variable.gradients[i + 1]!, 1e-6));
    engine.tf.dispose([x, weight, bias]);
  }
});

Deno.test("dense() gradients agree with finite differences", async () => {
  const [engine] = await engines();
  for (const form of FORMS.filter(({ activation }) => activation !== "relu")) {
    const rng = new Rng(8);
    const inputs = inputsOf(engine!, rng, [4, [2, 3], 3]);
    assertDifferences(engine!, inputs, (...all) => dense(engine!, split(all), form), rng);
    engine!.tf.dispose(inputs);
  }
});

Deno.test("dense() of few rows and many columns equals its composite", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const rng = new Rng(2);
    for (const size of [[40, [600], 70], [30, [70], 1100], [600, [300], 200]] as const) {
      const inputs = inputsOf(engine, rng, size);
      assertTwins(
        engine,
        inputs,
        (...all) => dense(engine, split(all), { activation: "relu" }),
        (...all) => denseComposite(engine, split(all), { activation: "relu" }),
        rng,
        2e-5,
      );
      engine.tf.dispose(inputs);
    }
  }
});
