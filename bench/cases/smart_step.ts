import type { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { openEngine } from "../../src/engine/open_engine.ts";
import type { Method } from "../../src/methods/method.ts";
import { Training } from "../../src/train/training.ts";
import type { BenchCase } from "../bench_case.ts";
import { type NpyArray, writeAll } from "../npy.ts";
import { firstWeights, smartOn, smartProblem } from "../problems/smart_problem.ts";
import { heldToAvx2, peerSide, WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

const best = peerSide("PyTorch, best form", "smart", "best");
const sides = [
  ...WEFT_ENGINES,
  peerSide("PyTorch, eager", "smart", "eager"),
  best,
  peerSide("PyTorch, best + cached", "smart", "cached"),
  heldToAvx2(best),
];

/** Epochs of SMART on tissues of four sizes: two modalities of 50 features, 64 wide, six neighbours. */
export const smartSteps: readonly BenchCase[] = [[3500, 20], [10_000, 10], [50_000, 4], [200_000, 2]].map(
  ([n, epochs]) => smartStep(n!, epochs!),
);

function smartStep(n: number, epochs: number): BenchCase {
  return {
    name: `smart_${n}`,
    title: `SMART, one epoch, ${n.toLocaleString("en")} spots`,
    sides,
    repeat: epochs,
    apart: n > 100_000,
    prepare: async (folder) => {
      const { tissue, triplets } = smartProblem(n);
      const { indptr, indices } = toCsr(tissue.obsp.spatial_connectivities!);
      const arrays: Record<string, NpyArray> = {
        indptr: { data: indptr, shape: [n + 1] },
        indices: { data: indices, shape: [indices.length] },
      };
      tissue.modalityNames.forEach((name, m) => {
        arrays[`x.${name}`] = { data: (tissue.modality(name).obsm.X_pca as Dense).data, shape: [n, 50] };
        arrays[`triplets.${name}`] = { data: triplets[m]!, shape: [triplets[m]!.length / 3, 3] };
      });
      for (const [name, weights] of await firstWeights(await openEngine({ engine: "cpu" }))) {
        arrays[`w.${name}`] = weights;
      }
      await writeAll(folder, arrays);
    },
    open: async (_, { engine }) => {
      const problem = smartProblem(n);
      const method = smartOn(problem) as Method;
      const inputs = method.inputs(problem.tissue, {});
      const opened = await openEngine({ engine });
      const training = await Training.open({ method, engine: opened, inputs, seed: 0, nEpochs: Infinity });
      const losses: number[] = [];
      return async (repeat) => {
        const { spent } = await timedTimes(repeat, async () => void losses.push((await training.step()).total));
        return { ...spent, quality: {}, losses: [losses[0]!, losses[1]!, losses.at(-1)!] };
      };
    },
  };
}
