import { openEngine } from "../../src/engine/open_engine.ts";
import type { BenchCase } from "../bench_case.ts";
import { type NpyArray, writeAll } from "../npy.ts";
import { type EdgeGraph, N_FEATURES, pragaProblem } from "../problems/praga_problem.ts";
import { pragaStepper } from "../problems/praga_step.ts";
import { heldToAvx2, once, peerSide, WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

const N_SPOTS = 10_000;
const best = peerSide("PyTorch on edges, best form", "praga", "best");

/** A step whose graph is learned, on edges and as its authors run it, on dense matrices. */
export const pragaStep: BenchCase = {
  name: "praga_10000",
  title: "PRAGA's form, one step, k = 20, 10,000 spots",
  sides: [
    ...WEFT_ENGINES,
    peerSide("PyTorch on edges, eager", "praga", "eager"),
    best,
    heldToAvx2(best),
    once(peerSide("PyTorch, dense N × N, one round", "praga", "dense")),
  ],
  repeat: 16,
  prepare: async (folder) => {
    const { features, spatial, learned, weights } = pragaProblem(N_SPOTS);
    const arrays: Record<string, NpyArray> = { ...ofGraph("spatial", spatial) };
    features.forEach((data, m) => arrays[`x${m}`] = { data, shape: [N_SPOTS, N_FEATURES] });
    learned.forEach((graph, m) => Object.assign(arrays, ofGraph(`learned${m}`, graph)));
    for (const [name, values] of weights) arrays[`w.${name}`] = values;
    await writeAll(folder, arrays);
  },
  open: async (_, { engine }) => {
    const stepper = pragaStepper(await openEngine({ engine }), pragaProblem(N_SPOTS));
    return async (repeat) => {
      const { spent } = await timedTimes(repeat, () => stepper.step());
      return { ...spent, quality: {}, losses: stepper.shownLosses };
    };
  },
};

function ofGraph(name: string, { indptr, indices, edges, values }: EdgeGraph): Record<string, NpyArray> {
  const parts = { indptr, indices, edges, values };
  return Object.fromEntries(
    Object.entries(parts).map(([part, data]) => [`${name}.${part}`, { data, shape: [data.length] }]),
  );
}
