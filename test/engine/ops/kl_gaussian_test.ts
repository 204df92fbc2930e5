import { klGaussianComposite } from "../../../src/engine/composite/kl_gaussian.ts";
import { type Gaussians, klGaussianOp } from "../../../src/engine/ops/kl_gaussian.ts";
import type { Tensor } from "../../../src/engine/mod.ts";
import { assertLossDifferences, assertLossThreads, assertLossTwins, type LossCase } from "../loss_checks.ts";

const pairs = ([mean, logVar, mean0, logVar0]: readonly Tensor[]): [Gaussians, Gaussians?] =>
  mean0 ? [{ mean: mean!, logVar: logVar! }, { mean: mean0, logVar: logVar0! }] : [{ mean: mean!, logVar: logVar! }];
const kl = (moments: 2 | 4, ...shape: number[]): LossCase => ({
  shapes: new Array(moments).fill(shape),
  fused: (engine, inputs) => klGaussianOp(engine, ...pairs(inputs)),
  composite: (engine, inputs) => klGaussianComposite(engine, ...pairs(inputs)),
});

Deno.test("klGaussianOp() equals its twin in value and every gradient, with and without a prior", async () => {
  for (const moments of [2, 4] as const) {
    for (const shape of [[0, 3], [1, 1], [5, 7], [128, 20], [67, 33]]) {
      await assertLossTwins(kl(moments, ...shape), shape[0]!, 2e-5);
    }
  }
});

Deno.test("klGaussianOp() gradients agree with finite differences", async () => {
  await assertLossDifferences(kl(2, 3, 2), 1);
  await assertLossDifferences(kl(4, 3, 2), 2);
});

Deno.test("klGaussianOp() gives the same bytes on any number of threads", async () => {
  await assertLossThreads(kl(4, 1_001, 33), 3);
});
