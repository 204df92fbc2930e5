import type { Engine } from "../engine.ts";
import { runHostKernel } from "../kernels/host_kernel.ts";
import { mseGradientKernel, mseKernel } from "../kernels/mse.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** Mean over all entries of `(prediction − target)²`; the target is a constant. */
export function mseOp(engine: Engine, prediction: Tensor, target: Tensor): Tensor {
  return customGradient(engine, [prediction], () => ({
    value: runHostKernel(engine, mseKernel, [prediction, target], {})[0]!,
    saved: [prediction],
    gradient: (dy, [x]) => runHostKernel(engine, mseGradientKernel, [x!, target, dy], {}),
  }));
}
