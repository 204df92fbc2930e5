import { fitHarmony } from "../../../../src/embed/mod.ts";
import type { GoldenArray } from "../../safetensors.ts";
import { Tally } from "../../tally.ts";
import type { CaseResult } from "../../topic.ts";

interface HarmonyCase {
  readonly case: string;
  readonly hyper: Readonly<Record<string, number>>;
  readonly tolerance: Readonly<Record<string, { readonly atol: number }>>;
}

/** Harmony from given centres and orders of cells: every state that the case holds. */
export function runHarmony(golden: HarmonyCase, arrays: ReadonlyMap<string, GoldenArray>): Promise<CaseResult> {
  const { hyper } = golden;
  const floats = (name: string) => Float64Array.from(arrays.get(name)!.data as Float32Array);
  const [nRows, nCols] = arrays.get("in/z")!.shape as [number, number];
  const orders = arrays.get("in/permutations")!.data as Int32Array;
  const settings = {
    theta: hyper.theta!,
    sigma: hyper.sigma!,
    lambda: hyper.ridge_lambda!,
    blockSize: hyper.block_proportion!,
    maxIterClustering: hyper.max_inner!,
    tolHarmony: hyper.tol_outer!,
    tolClustering: hyper.tol_inner!,
    centers: floats("in/centroids"),
    permutations: Array.from({ length: orders.length / nRows }, (_, s) => orders.subarray(s * nRows, (s + 1) * nRows)),
  };
  const x = { data: floats("in/z"), nRows, nCols };
  const batches = arrays.get("in/batch")!.data as Int32Array;
  const fit = (maxIterHarmony: number) => fitHarmony(x, batches, { ...settings, maxIterHarmony });
  const first = fit(1);
  const whole = fit(hyper.max_outer!);
  const tally = new Tally();
  const got = {
    "out/R1": first.assignments,
    "out/Z1": first.corrected,
    "out/Z": whole.corrected,
    "out/R": whole.assignments,
    "out/O": whole.observed,
    "out/E": whole.expected,
  };
  for (const [name, value] of Object.entries(got)) {
    tally.compare(name, value, arrays.get(name)!.data, golden.tolerance[name]!.atol);
  }
  tally.compare("out/objective_f64", whole.objective, arrays.get("out/objective_f64")!.data, 0, 1e-6);
  tally.compare("out/sweeps", whole.sweeps, arrays.get("out/sweeps")!.data, 0);
  return Promise.resolve(tally.result(golden.case));
}
