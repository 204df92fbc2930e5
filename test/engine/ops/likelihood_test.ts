import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { likelihoodComposite } from "../../../src/engine/composite/likelihood.ts";
import { likelihood, type LikelihoodSettings } from "../../../src/engine/ops/likelihood.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { assertClose, assertTwins, engines, valueAndGradients } from "../helpers.ts";

const FORMS: readonly LikelihoodSettings[] = [
  { family: "gaussian" },
  { family: "poisson" },
  { family: "poisson", logMean: true },
  { family: "nb", logTheta: true },
  { family: "zinb" },
  { family: "zinb", logMean: true, logTheta: true, logit: true },
  { family: "poisson", softmaxMean: true },
  { family: "zinb", softmaxMean: true, logTheta: true, logit: true },
];

interface Case {
  readonly x: Tensor;
  readonly size: Tensor;
  readonly inputs: readonly Tensor[];
  readonly settings: LikelihoodSettings;
  dispose(): void;
}

function makeCase(engine: Engine, form: LikelihoodSettings, nObs: number, nVars: number, own: boolean): Case {
  const rng = new Rng(nObs + 31 * nVars);
  const tensor = (length: number, shape: readonly number[], of: () => number) =>
    engine.tensor(Float32Array.from({ length }, of), shape);
  const n = nObs * nVars, nRows = own ? nObs : 2;
  const x = tensor(n, [nObs, nVars], () => rng.uniform() < 0.5 ? 0 : rng.integer(9));
  const size = tensor(nObs, [nObs, 1], () => 0.5 + rng.uniform());
  const mean = tensor(n, [nObs, nVars], () => form.logMean || form.softmaxMean ? rng.normal() : Math.exp(rng.normal()));
  const theta = tensor(nRows * nVars, [nRows, nVars], () => form.logTheta ? rng.normal() : Math.exp(rng.normal()));
  const dropout = tensor(n, [nObs, nVars], () => form.logit ? rng.normal() : 0.1 + 0.8 * rng.uniform());
  const at = own ? undefined : Int32Array.from({ length: nObs }, () => rng.integer(2));
  const weights = { values: Float32Array.from({ length: nRows * nVars }, () => rng.integer(3)), at };
  const used = { gaussian: [mean], poisson: [mean], nb: [mean, theta], zinb: [mean, theta, dropout] }[form.family];
  const settings = { ...form, thetaAt: at, weights, scale: 0.7 };
  return { x, size, inputs: used, settings, dispose: () => engine.tf.dispose([x, size, mean, theta, dropout]) };
}

const named = ([mean, theta, dropout]: readonly Tensor[]) => ({ mean: mean!, theta, dropout });

Deno.test("likelihood() equals its twin in value and every gradient, for every form and odd shapes", async () => {
  for (const engine of await engines()) {
    for (const form of FORMS) {
      for (const [nObs, nVars, own] of [[1, 1, true], [3, 7, false], [5, 33, true]] as const) {
        const { x, size, inputs, settings, dispose } = makeCase(engine, form, nObs, nVars, own);
        assertTwins(
          engine,
          inputs,
          (...all) => likelihood(engine, { x, size, ...named(all) }, settings),
          (...all) => likelihoodComposite(engine, { x, size, ...named(all) }, settings),
          new Rng(1),
          2e-5,
        );
        dispose();
      }
    }
  }
});

Deno.test("likelihood() gradients agree with finite differences", async () => {
  for (const engine of await engines()) {
    for (const which of ["logMean", "softmaxMean"]) {
      const form = { family: "zinb", [which]: true, logTheta: true, logit: true } as const;
      const { x, size, inputs, settings, dispose } = makeCase(engine, form, 2, 3, false);
      const score = (...all: Tensor[]) => likelihood(engine, { x, size, ...named(all) }, settings);
      const { gradients } = valueAndGradients(engine, inputs, score);
      inputs.forEach((input, k) => {
        const at = engine.run(() => input.dataSync().slice() as Float32Array);
        const differences = at.map((_, i) => {
          const [up, down] = [0.02, -0.02].map((by) => {
            const moved = at.slice();
            moved[i]! += by;
            const all = inputs.map((tensor, j) => j === k ? engine.tensor(moved, input.shape) : tensor);
            const value = engine.run(() => score(...all).dataSync()[0]!);
            all[k]!.dispose();
            return value;
          });
          return (up! - down!) / 0.04;
        });
        assertClose(gradients[k]!, differences, 2e-3, `${which}, input ${k}`);
      });
      dispose();
    }
  }
});

Deno.test("likelihood() runs no plain JavaScript on compiled kernels, and passes on what multiplies it", async () => {
  for (const engine of await engines()) {
    const { x, size, inputs, settings, dispose } = makeCase(engine, FORMS[4]!, 4, 9, false);
    const score = (...all: Tensor[]) => likelihood(engine, { x, size, ...named(all) }, settings);
    engine.backend?.fallbacks.clear();
    const { gradients } = valueAndGradients(engine, inputs, score);
    assert.deepEqual([...engine.backend?.fallbacks ?? []], []);
    const tripled = valueAndGradients(engine, inputs, (...all) => engine.tf.mul(score(...all), 3));
    gradients.forEach((gradient, k) => assertClose(tripled.gradients[k]!, gradient.map((g) => 3 * g), 1e-5));
    dispose();
  }
});
