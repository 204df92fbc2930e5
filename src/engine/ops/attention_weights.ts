import { checkLength } from "../../core/check.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { attentionWeights as forward, attentionWeightsGradient } from "../backend/kernels/attention_weights.ts";
import { attentionWeightsComposite } from "../composite/attention.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkLikeRows } from "./check_like_rows.ts";
import { customGradient } from "./custom_gradient.ts";

/**
 * How much each of several inputs counts for each row: `softmax_m(tanh(x_m) u + 1e-6)`, `n × M`, from projected inputs
 * `x_m = E_m W` (`n × h` each) and `u` (`h` numbers).
 */
export function attentionWeights(engine: Engine, inputs: readonly Tensor[], u: Tensor): Tensor {
  const [, width] = checkLikeRows(inputs);
  checkLength(u.size, width, "the numbers of u", "the columns of the inputs");
  if (!engine.backend) return attentionWeightsComposite(engine, inputs, u);
  return customGradient(engine, [u, ...inputs], () => {
    const [weights, ...hidden] = runBackendKernel(engine, forward, [u, ...inputs], {});
    return {
      value: weights!,
      saved: [weights!, u, ...hidden],
      gradient: (dy, saved) => runBackendKernel(engine, attentionWeightsGradient, [dy, ...saved], {}),
    };
  });
}
