import { fitHarmony, type FitHarmonyOptions } from "../../src/embed/harmony/fit_harmony.ts";
import type { BenchCase } from "../bench_case.ts";
import { writeAll } from "../npy.ts";
import { harmonyProblem, meanColumnR, objectiveOf } from "../problems/harmony_problem.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";

const [N_ROWS, N_COLS] = [13_366, 50];
const FORMS: Readonly<Record<string, FitHarmonyOptions>> = {
  defaults: {},
  long: { maxIterClustering: 20, tolClustering: 1e-5, tolHarmony: 1e-4 },
};
const TITLES = { defaults: "harmonypy's defaults", long: "20 sweeps a round, tolerances 1e-5 and 1e-4" };

/** Harmony with the documented defaults of harmonypy, and with rounds that go on until they settle. */
export const harmony: readonly BenchCase[] = Object.entries(FORMS).map(([form, settings]) => ({
  name: form === "defaults" ? "harmony" : `harmony_${form}`,
  title: `Harmony, ${N_ROWS.toLocaleString("en")} × ${N_COLS}, 100 clusters, 3 batches, ${TITLES[form as "long"]}`,
  sides: [WEFT, peerSide("harmonypy", "harmony", form)],
  prepare: async (folder) => {
    const { x, pure, batches } = harmonyProblem(N_ROWS, N_COLS);
    const fit = fitHarmony({ data: x, nRows: N_ROWS, nCols: N_COLS }, batches, { preset: "harmonypy", ...settings });
    const shape = [N_ROWS, N_COLS];
    await writeAll(folder, {
      x: { data: x, shape },
      pure: { data: pure, shape },
      ours: { data: fit.corrected, shape },
      batches: { data: batches, shape: [N_ROWS] },
    });
  },
  open: () => {
    const problem = harmonyProblem(N_ROWS, N_COLS);
    const { x, pure, batches } = problem;
    const options = { preset: "harmonypy", ...settings } as const;
    const ours = fitHarmony({ data: x, nRows: N_ROWS, nCols: N_COLS }, batches, options).corrected;
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() =>
        fitHarmony({ data: x, nRows: N_ROWS, nCols: N_COLS }, batches, options)
      );
      const quality = {
        "r with weft's": meanColumnR(value.corrected, ours, N_COLS),
        "r without shifts": meanColumnR(value.corrected, pure, N_COLS),
        objective: objectiveOf(value.corrected, value.assignments, problem),
        rounds: value.sweeps.length,
      };
      return { ...spent, quality };
    });
  },
}));
