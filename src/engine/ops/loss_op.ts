import { type BackendKernel, runBackendKernel } from "../backend/backend_kernel.ts";
import { scaleGradients } from "../backend/kernels/scale_gradients.ts";
import type { Recorded } from "../backend/recorded.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** What a loss reads. */
export interface LossInputs {
  /** Tensors that get gradients, in the order in which the kernel makes them. */
  readonly inputs: readonly Tensor[];
  /** Tensors that get none. */
  readonly constants?: readonly Tensor[] | undefined;
}

/**
 * A scalar whose kernel makes its gradients in the same pass, `[value, …gradients]`: on the way back they are only
 * multiplied by the upstream number, and not made at all when nothing is recorded.
 */
export function lossOp<A extends object>(
  engine: Engine,
  kernel: BackendKernel<A & Recorded>,
  { inputs, constants = [] }: LossInputs,
  attributes: A,
): Tensor {
  return customGradient(engine, inputs, () => {
    const recorded = engine.tf.engine().state.gradientDepth > 0;
    const all = [...inputs, ...constants];
    const [value, ...gradients] = runBackendKernel(engine, kernel, all, { ...attributes, recorded });
    return {
      value: value!,
      saved: gradients,
      gradient: (dy, kept) => runBackendKernel(engine, scaleGradients, [dy, ...kept], {}),
    };
  });
}
