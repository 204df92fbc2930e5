import { openEngine } from "../../src/engine/open_engine.ts";
import type { BenchCase } from "../bench_case.ts";
import { type NpyArray, writeAll } from "../npy.ts";
import { N_BATCH, N_BATCHES, N_GENES, N_LATENT, vaeProblem } from "../problems/vae_problem.ts";
import { vaeStepper } from "../problems/vae_step.ts";
import { heldToAvx2, peerSide, WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

const eager = peerSide("PyTorch, eager", "vae", "eager");
const best = peerSide("PyTorch, best form", "vae", "best");

/** A step of a variational autoencoder of scMRDR's size. */
export const vaeStep: BenchCase = {
  name: "vae",
  title: `VAE, one step, ${N_BATCH} × ${N_GENES} → 256 → ${N_LATENT} and back, ZINB`,
  sides: [...WEFT_ENGINES, eager, best, heldToAvx2(eager), heldToAvx2(best)],
  repeat: 64,
  prepare: async (folder) => {
    const { counts, noise, weights } = vaeProblem();
    const nCells = N_BATCH * N_BATCHES;
    const arrays: Record<string, NpyArray> = {
      counts: { data: counts, shape: [nCells, N_GENES] },
      noise: { data: noise, shape: [nCells, N_LATENT] },
    };
    for (const [name, values] of weights) arrays[`w.${name}`] = values;
    await writeAll(folder, arrays);
  },
  open: async (_, { engine }) => {
    const stepper = vaeStepper(await openEngine({ engine }), vaeProblem());
    return async (repeat) => {
      const { spent } = await timedTimes(repeat, () => stepper.step());
      return { ...spent, quality: {}, losses: stepper.shownLosses };
    };
  },
};
