import { emd, sinkhornCosts } from "../../../../src/impute/mod.ts";
import type { Answer } from "./op_case.ts";

/** Optimal transport between given masses. */
export const transport: Readonly<Record<string, Answer>> = {
  transport: (op) => {
    const costs = op.dense("in/cost");
    const [a, b] = ["in/p", "in/q"].map((name) => op.array(name).data as Float64Array);
    const { plan, cost } = emd(costs, { a, b });
    const wanted = (name: string) => op.array(name).data as Float64Array;
    op.tally.compare("out/emd_plan", plan.toDense().data as Float64Array, wanted("out/emd_plan"), 1e-9);
    op.tally.compare("out/emd_cost", [cost], wanted("out/emd_cost"), 1e-9);
    // The reference is the state after so many sweeps; at 0.01 they are not enough to settle beyond 2e-6.
    const sweeps = { tolerance: 0, maxIter: 50_000 };
    for (const reg of ["0.01", "0.1", "1.0"]) {
      const found = sinkhornCosts(costs, { a, b, reg: Number(reg), ...sweeps }).toDense();
      op.tally.compare(`out/sinkhorn_${reg}`, found.data as Float64Array, wanted(`out/sinkhorn_${reg}`), 1e-9);
    }
    const early = sinkhornCosts(costs, { a, b, reg: 0.1, tolerance: 0, maxIter: 10 }).toDense();
    op.tally.compare(
      "out/sinkhorn_0.1_after_10",
      early.data as Float64Array,
      wanted("out/sinkhorn_0.1_after_10"),
      1e-9,
    );
    return Promise.resolve();
  },
};
