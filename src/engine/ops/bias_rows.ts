import type { Activation } from "../../kernels/ops/activation.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { activationGradient } from "../backend/kernels/activation_gradient.ts";
import { biasRows as forward } from "../backend/kernels/bias_rows.ts";
import { columnSums } from "../backend/kernels/column_sums.ts";
import { activationComposite } from "../composite/activation.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** `act(x + b)` for every row of `x`, `n × width`, with `b` of length `width` or none. */
export function biasRows(engine: Engine, x: Tensor, bias: Tensor | undefined, activation: Activation): Tensor {
  const linear = (activation.activation ?? "none") === "none";
  const [, width] = checkMatrix("x", x);
  if (bias) checkShape("bias", bias, [width]);
  if (bias === undefined && linear) return x;
  if (!engine.backend) return activationComposite(engine, bias ? engine.tf.add(x, bias) : x, activation);
  const inputs = bias ? [x, bias] : [x];
  return customGradient(engine, inputs, () => {
    const value = runBackendKernel(engine, forward, inputs, activation)[0]!;
    return {
      value,
      saved: linear ? [] : [value],
      gradient: (dy, [y]) => {
        const slope = linear ? dy : runBackendKernel(engine, activationGradient, [dy, y!], activation)[0]!;
        return bias ? [slope, runBackendKernel(engine, columnSums, [slope], {})[0]!] : [slope];
      },
    };
  });
}
