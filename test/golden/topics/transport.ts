// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Dense } from "../../../src/data/dense.ts";
import { emd, gromovWasserstein, sinkhornCosts, transfer } from "../../../src/impute/mod.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, denseOf, readAnalysis } from "../analysis.ts";
import { Tally } from "../tally.ts";
import type { Topic } from "../topic.ts";

type Arrays = AnalysisFile["arrays"];
type Answer = (golden: AnalysisCase, arrays: Arrays, tally: Tally) => void;

const floats = (arrays: Arrays, name: string) => arrays.get(name)!.data as Float64Array;

function masses({ options }: AnalysisCase, arrays: Arrays): { a?: Float64Array; b?: Float64Array } {
  return options.weights === "uniform" ? {} : { a: floats(arrays, "in.a"), b: floats(arrays, "in.b") };
}

/** Squared distances of rows. */
function squared(x: Dense, y: Dense): Dense {
  const rows = x.toRows().map((a) => y.toRows().map((b) => a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0)));
  return Dense.fromRows(rows, "float64");
}

const ANSWERS: Record<string, Answer> = {
  ot_emd: (golden, arrays, tally) => {
    const { expect, tolerance } = golden;
    if ("permutation" in expect) {
      const rows = Array.from({ length: 30 }, (_, i) => i);
      const [x, y] = ["in.x", "in.y"].map((name) => denseOf(arrays.get(name)!).takeRows(rows)) as [Dense, Dense];
      const { plan, cost } = emd(squared(x, y));
      tally.compare("permutation", plan.indices, expect.permutation, 0);
      tally.compare("cost", [cost], [expect.cost], 0, 1e-9);
      return;
    }
    const given = masses(golden, arrays);
    const { plan, cost } = emd(denseOf(arrays.get("in.cost")!), given);
    tally.compare("cost", [cost], [expect.cost], 0, tolerance.cost_rtol);
    const [n, m] = plan.shape;
    const dense = plan.toDense().toRows();
    const wanted = (masses: Float64Array | undefined, count: number) =>
      masses ?? new Float64Array(count).fill(1 / count);
    tally.compare("rows", dense.map((row) => row.reduce((sum, mass) => sum + mass, 0)), wanted(given.a, n), 1e-9);
    const columns = Array.from({ length: m }, (_, j) => dense.reduce((sum, row) => sum + row[j]!, 0));
    tally.compare("columns", columns, wanted(given.b, m), 1e-9);
  },
  ot_sinkhorn: (golden, arrays, tally) => {
    const { expect, tolerance, options } = golden;
    const settings = { reg: options.reg, tolerance: 1e-12, maxIter: 100_000, ...masses(golden, arrays) };
    const found = sinkhornCosts(denseOf(arrays.get("in.cost")!), settings);
    tally.compare(
      "plan",
      found.toDense().data as Float64Array,
      floats(arrays, expect.plan),
      tolerance.atol,
      tolerance.rtol,
    );
    tally.compare("cost", [found.cost], [expect.cost], tolerance.atol, tolerance.rtol);
    tally.compare("entropy", [found.entropy], [expect.entropy], tolerance.atol, tolerance.rtol);
  },
  ot_unbalanced: ({ expect, tolerance, options }, arrays, tally) => {
    const settings = { reg: options.reg, regMass: options.reg_m, tolerance: 1e-13, maxIter: 100_000 };
    const plan = sinkhornCosts(denseOf(arrays.get("in.cost")!), settings).toDense().data as Float64Array;
    tally.compare("plan", plan, floats(arrays, expect.plan), tolerance.atol, tolerance.rtol);
    const mass = plan.reduce((sum, part) => sum + part, 0);
    tally.compare("mass", [mass], [expect.mass], tolerance.atol, tolerance.rtol);
  },
  ot_gromov: ({ expect, tolerance }, arrays, tally) => {
    const x = denseOf(arrays.get("in.x")!);
    const rows = x.takeRows(Array.from({ length: 20 }, (_, i) => i));
    const reversed = x.takeRows(Array.from({ length: 20 }, (_, i) => 19 - i));
    const distances = (points: Dense) => {
      const { data, shape } = squared(points, points);
      return new Dense((data as Float64Array).map(Math.sqrt), { shape });
    };
    const { plan, distance } = gromovWasserstein(distances(rows), distances(reversed));
    tally.compare("distance", [distance], [0], tolerance.distance_at_most);
    const mass = plan.toRows().reduce((sum, row, i) => sum + row[19 - i]!, 0);
    tally.compare("mass on the reversed diagonal", [mass], [expect.plan_diagonal_reversed_mass], 1e-6);
  },
  transfer: ({ expect, tolerance, options }, arrays, tally) => {
    const [x, y, values] = ["in.x", "in.y", "in.values"].map((name) => denseOf(arrays.get(name)!)) as [
      Dense,
      Dense,
      Dense,
    ];
    const settings = options.method === "knn"
      ? { nNeighbors: options.k, softening: 0 }
      : { metric: "sqeuclidean" as const };
    const carried = transfer(x, y, values, { method: options.method, ...settings });
    tally.compare("predicted", carried.data as Float64Array, floats(arrays, expect.predicted), 0, tolerance.rtol);
  },
};

/** Optimal transport beside POT's, and what is carried over along it. */
export const topic: Topic = {
  name: "transport",
  ids: (folder) => analysisIds(folder, "transport"),
  async *run(folder, skip) {
    const file = await readAnalysis(folder, "transport");
    for (const golden of file?.cases ?? []) {
      if (skip.has(golden.id)) continue;
      const tally = new Tally();
      ANSWERS[golden.verb]!(golden, file!.arrays, tally);
      yield tally.result(golden.id);
    }
  },
};
