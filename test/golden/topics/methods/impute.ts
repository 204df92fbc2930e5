import { Dense } from "../../../../src/data/dense.ts";
import { emd, sinkhorn, transfer } from "../../../../src/impute/mod.ts";
import type { GoldenArray } from "../../safetensors.ts";
import { Tally } from "../../tally.ts";
import type { CaseResult } from "../../topic.ts";

type Arrays = ReadonlyMap<string, GoldenArray>;

/** scMRDR's imputation: exact and entropic plans for both costs, and nearest neighbours. */
export function runImpute(
  golden: {
    readonly case: string;
    readonly k: number;
    readonly "suggested_tolerance": Readonly<Record<string, number>>;
  },
  arrays: Arrays,
): Promise<CaseResult> {
  const { case: id, k, suggested_tolerance: tolerance } = golden;
  const matrix = (name: string) => new Dense(arrays.get(name)!.data, { shape: arrays.get(name)!.shape });
  const [query, reference] = [matrix("in/query"), matrix("in/reference")];
  const [values, places] = [matrix("in/values"), matrix("in/reference_coords")];
  const tally = new Tally();
  const compare = (name: string, got: Dense, atol: number) =>
    tally.compare(name, got.data as Float64Array, arrays.get(name)!.data, atol);
  for (const metric of ["euclidean", "sqeuclidean"] as const) {
    const costs = matrix(`out/${metric}/cost`);
    const { plan, cost } = emd(costs);
    compare(`out/${metric}/plan`, plan.toDense(), tolerance.plan!);
    const wanted = arrays.get(`out/${metric}/transport_cost_f64`)!.data;
    tally.compare(`out/${metric}/transport_cost_f64`, [cost], wanted, 0, 1e-6);
    compare(`out/${metric}/pred`, transfer(query, reference, values, { method: "emd", metric }), tolerance.pred!);
    compare(`out/${metric}/coords`, transfer(query, reference, places, { method: "emd", metric }), tolerance.pred!);
    for (const reg of ["0.1", "1.0"]) {
      const found = sinkhorn(query, reference, { metric, reg: Number(reg), tolerance: 1e-10, maxIter: 100_000 });
      compare(`out/${metric}/sinkhorn_${reg}`, found.toDense(), tolerance.sinkhorn!);
    }
  }
  compare("out/knn/pred", transfer(query, reference, values, { nNeighbors: k }), tolerance.pred!);
  return Promise.resolve(tally.result(id));
}
