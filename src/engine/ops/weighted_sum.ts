import { runBackendKernel } from "../backend/backend_kernel.ts";
import { weightedSum as forward, weightedSumGradient } from "../backend/kernels/weighted_sum.ts";
import { weightedSumComposite } from "../composite/attention.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkLikeRows } from "./check_like_rows.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** `Σ_m weight_im · x_m,i`: rows of several inputs (`n × d` each), each with a weight of its own (`n × M`). */
export function weightedSum(engine: Engine, weights: Tensor, inputs: readonly Tensor[]): Tensor {
  const [nRows] = checkLikeRows(inputs);
  checkShape("weights", weights, [nRows, inputs.length]);
  if (!engine.backend) return weightedSumComposite(engine, weights, inputs);
  return customGradient(engine, [weights, ...inputs], () => ({
    value: runBackendKernel(engine, forward, [weights, ...inputs], {})[0]!,
    saved: [weights, ...inputs],
    gradient: (dy, saved) => runBackendKernel(engine, weightedSumGradient, [dy, ...saved], {}),
  }));
}
