import { openEngine } from "../../src/engine/open_engine.ts";
import type { Method } from "../../src/methods/method.ts";
import { Training } from "../../src/train/training.ts";
import type { BenchCase } from "../bench_case.ts";
import { type NpyArray, writeAll } from "../npy.ts";
import { cellCounts } from "../problems/cell_counts.ts";
import {
  cellOrder,
  N_EPOCHS,
  scmrdrInputsOf,
  scmrdrOn,
  scmrdrWeights,
  withoutDraws,
} from "../problems/scmrdr_problem.ts";
import { peerSide, WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

/** Epochs whose mini-batches are written out; a peer goes through them in turns. */
const N_ORDERS = 16;

/** A training of scMRDR, epoch after epoch. */
export const scmrdrEpoch: BenchCase = {
  name: "scmrdr_epoch",
  title: "scMRDR, one epoch of 161 mini-batches, 2 × 10,309 cells × 1,677 genes",
  sides: [
    ...WEFT_ENGINES,
    peerSide("PyTorch, eager", "scmrdr", "eager"),
    peerSide("PyTorch, best form", "scmrdr", "best"),
  ],
  prepare: async (folder) => {
    const inputs = scmrdrInputsOf(cellCounts());
    const { counts: { indptr, indices, data }, modality } = inputs;
    const arrays: Record<string, NpyArray> = {
      modality: { data: modality, shape: [modality.length] },
      indptr: { data: indptr, shape: [indptr.length] },
      indices: { data: indices, shape: [indices.length] },
      counts: { data: data as Float32Array, shape: [data.length] },
    };
    for (let epoch = 0; epoch < N_ORDERS; epoch++) {
      const order = cellOrder(inputs, epoch);
      arrays[`order${epoch}`] = { data: order, shape: [order.length] };
    }
    for (const [name, weights] of await scmrdrWeights(await openEngine({ engine: "cpu" }), inputs)) {
      arrays[`w.${name}`] = weights;
    }
    await writeAll(folder, arrays);
  },
  open: async (_, { engine }) => {
    const method = scmrdrOn() as Method;
    const inputs = scmrdrInputsOf(cellCounts());
    const opened = await openEngine({ engine });
    const { loss, gradient } = withoutDraws(opened, inputs);
    const training = await Training.open({ method, engine: opened, inputs, seed: 0, nEpochs: N_EPOCHS });
    const losses = [loss];
    return async (repeat) => {
      const { spent } = await timedTimes(repeat, async () => void losses.push((await training.step()).total));
      return { ...spent, quality: { gradient }, losses: [loss, losses[1]!, losses.at(-1)!] };
    };
  },
};
