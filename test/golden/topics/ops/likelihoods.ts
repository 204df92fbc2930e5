// deno-lint-ignore-file camelcase -- names as the reference files have them
import { likelihood } from "../../../../src/engine/ops/likelihood.ts";
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import { likelihood as compute } from "../../../../src/kernels/ops/likelihood.ts";
import { sharedKernels } from "../../../../src/kernels/mod.ts";
import { type EntryMask, gaussian, nb, poisson, zinb } from "../../../../src/loss/mod.ts";
import type { Answer, OpCase } from "./op_case.ts";

/** Reconstruction losses of counts: single entries over extreme ranges, and batches with masks. */
export const likelihoods: Readonly<Record<string, Answer>> = {
  nb_nll: (op) => compareEntries(op, "nb"),
  zinb_nll: (op) => compareEntries(op, "zinb"),

  nb_recon(op, engine) {
    const size = op.tensor(engine, "in/size");
    compareBatch(op, engine, ["rho", "log_theta"], (x, [mean, theta], mask) => {
      const named = { mean: mean!, theta: theta! };
      return { per_cell_mask: nb(engine, x, named, { size, logTheta: true, mask }) };
    });
  },

  poisson_recon(op, engine) {
    const size = op.tensor(engine, "in/size");
    compareBatch(op, engine, ["rho"], (x, [mean], mask) => {
      return { per_cell_mask: poisson(engine, x, mean!, { size, mask }) };
    });
  },

  gaussian_recon(op, engine) {
    compareBatch(op, engine, ["y"], (x, [mean], mask) => ({ per_cell_mask: gaussian(engine, x, mean!, { mask }) }));
  },

  zinb_recon(op, engine) {
    const size = op.tensor(engine, "in/size");
    const values = op.floats("gy/per_entry");
    compareBatch(op, engine, ["rho", "log_theta", "pi"], (x, [mean, theta, dropout], mask) => {
      const named = { mean: mean!, theta: theta!, dropout: dropout! };
      const options = { size, logTheta: true };
      const form = { family: "zinb", logTheta: true, weights: { values } } as const;
      return {
        per_entry: likelihood(engine, { x, ...named, size }, form),
        per_cell_mask: zinb(engine, x, named, { ...options, mask }),
        global_mask: zinb(engine, x, named, { ...options, mask: { ...mask, per: "all" } }),
        unmasked: zinb(engine, x, named, options),
      };
    });
  },
};

/** Every entry against mpmath; where the two parts of θ's gradient cancel, it is held to their size. */
function compareEntries(op: OpCase, family: "nb" | "zinb"): void {
  const { kernels } = sharedKernels();
  const rows = op.floats("in/x").length;
  const blocks = ["x", "mu", "theta", ...(family === "zinb" ? ["pi"] : [])].map((name) => {
    const block = kernels.alloc(rows);
    block.f32.set(op.floats(`in/${name}`));
    return block;
  });
  const [x, mean, theta, dropout] = blocks;
  const [dMean, dTheta, dDropout, values] = Array.from({ length: 4 }, () => kernels.alloc(rows));
  const operands = { rows, columns: 1, x: x!, mean: mean!, theta: { block: theta! }, dropout };
  const results = { dMean: dMean!, dTheta, dDropout: dropout && dDropout, values };
  compute(kernels, { family }, operands, results);
  op.compareEach("out/nll", values!.f32, { relative: 1e-6, floor: 1e-30 });
  // e⁻ˢ has the relative error of s, far below where a gradient moves anything.
  op.compareEach("grad/mu", dMean!.f32, { relative: 4e-6, floor: 1e-20 });
  const parts = Array.from(x!.f32, (count, i) => {
    const r = theta!.f32[i]!;
    return Math.max(1e-20, count / (r * (r + count)));
  });
  op.compareEach("grad/theta", dTheta!.f32, { relative: 4e-6, floor: parts });
  if (dropout) op.compareEach("grad/pi", dDropout!.f32, { relative: 2e-6, floor: 1e-30 });
  for (const block of [...blocks, dMean, dTheta, dDropout, values]) kernels.free(block!);
}

/** The named outputs, and the gradients of their sum with the upstream gradients. */
function compareBatch(
  op: OpCase,
  engine: Engine,
  parameters: readonly string[],
  losses: (x: Tensor, parameters: readonly Tensor[], mask: EntryMask) => Readonly<Record<string, Tensor>>,
): void {
  const mask = { rows: op.floats("in/mask") };
  engine.run(() => {
    const { tf } = engine;
    const x = op.tensor(engine, "in/x");
    const inputs = parameters.map((name) => op.tensor(engine, `in/${name}`));
    for (const [name, loss] of Object.entries(losses(x, inputs, mask))) {
      if (name !== "per_entry") op.compare(`out/${name}`, loss.dataSync());
    }
    const score = (...all: Tensor[]) =>
      tf.addN(
        Object.entries(losses(x, all, mask)).map(([name, loss]) =>
          name === "per_entry" ? loss : tf.mul(loss, op.floats(`gy/${name}`)[0]!)
        ),
      );
    const gradients = tf.grads(score as never)(inputs);
    parameters.forEach((name, i) => op.compare(`grad/${name}`, gradients[i]!.dataSync()));
  });
}
