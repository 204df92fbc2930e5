import { runBackendKernel } from "../backend/backend_kernel.ts";
import { denseBackward, denseForward } from "../backend/kernels/dense.ts";
import { reluBackward } from "../backend/kernels/relu_backward.ts";
import { denseComposite } from "../composite/dense.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** Operands of a dense layer. */
export interface DenseOperands {
  /** Rows of features, `n × nIn`. */
  readonly x: Tensor;
  /** `nIn × nOut`. */
  readonly weight: Tensor;
  /** `nOut`. */
  readonly bias: Tensor;
}

/** Form of a dense layer. */
export interface DenseOptions {
  /** `max(0, ·)` of every element; default false. */
  readonly relu?: boolean | undefined;
  /** `x` never changes, so no gradient is asked for it; default false. */
  readonly constant?: boolean | undefined;
}

/** `y = act(x W + b)` as one op: the bias and the activation happen while the product is stored. */
export function dense(engine: Engine, { x, weight, bias }: DenseOperands, options: DenseOptions = {}): Tensor {
  const { relu = false, constant = false } = options;
  if (!engine.backend) return denseComposite(engine, { x, weight, bias }, { relu });
  const inputs = constant ? [weight, bias] : [x, weight, bias];
  return customGradient(engine, inputs, () => {
    const value = runBackendKernel(engine, denseForward, [x, weight, bias], { relu })[0]!;
    return {
      value,
      saved: [value, x, weight],
      gradient: (dy, [y, rows, w]) => {
        const slope = relu ? runBackendKernel(engine, reluBackward, [dy, y!], {})[0]! : dy;
        return runBackendKernel(engine, denseBackward, [slope, rows!, w!], { constant });
      },
    };
  });
}
