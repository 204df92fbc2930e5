/**
 * Values and places carried over between cells that were not measured together: by neighbours in a common embedding, or
 * by optimal transport.
 *
 * @module
 */
export type { CostRows, TransportMetric } from "./cost_rows.ts";
export { emd, type EmdOptions, type EmdPlan } from "./emd.ts";
export { type GromovOptions, type GromovPlan, gromovWasserstein } from "./gromov_wasserstein.ts";
export { impute, type ImputeOptions } from "./impute.ts";
export { locate, type LocateOptions } from "./locate.ts";
export { sinkhorn, sinkhornCosts, type SinkhornOptions } from "./sinkhorn.ts";
export { type SinkhornParts, SinkhornPlan } from "./sinkhorn_plan.ts";
export { transfer, type TransferOptions } from "./transfer.ts";
