import type { Activation } from "../../kernels/ops/activation.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { denseForward } from "../backend/kernels/dense.ts";
import { denseGradient } from "../backend/kernels/dense_gradient.ts";
import { denseComposite } from "../composite/dense.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** Operands of a dense layer. */
export interface DenseOperands {
  /** Rows of features, `n × nIn`, or several such tensors side by side, whose columns together are `nIn`. */
  readonly x: Tensor | readonly Tensor[];
  /** `nIn × nOut`. */
  readonly weight: Tensor;
  /** `nOut`; default none. */
  readonly bias?: Tensor | undefined;
}

/** Form of a dense layer. */
export interface DenseOptions extends Activation {
  /** `x` never changes, so no gradient is asked for it; default false. */
  readonly constant?: boolean | undefined;
}

/**
 * `y = act([x₀ | x₁ | …] W + b)` as one op: bias and activation happen while the product is in the cache, and inputs side
 * by side are never joined.
 */
export function dense(engine: Engine, { x, weight, bias }: DenseOperands, options: DenseOptions = {}): Tensor {
  const { constant = false, ...activation } = options;
  const parts = Array.isArray(x) ? x as readonly Tensor[] : [x as Tensor];
  const nIn = parts.reduce((sum, { shape }) => sum + shape[1]!, 0);
  for (const part of parts) checkShape("x", part, [parts[0]!.shape[0]!, part.shape[1]!]);
  checkShape("weight", weight, [nIn, weight.shape[1]!]);
  if (bias) checkShape("bias", bias, [weight.shape[1]!]);
  if (!engine.backend) return denseComposite(engine, { x: parts, weight, bias }, activation);
  const weights = bias ? [weight, bias] : [weight];
  const inputs = constant ? weights : [...parts, ...weights];
  const attributes = { ...activation, nParts: parts.length };
  return customGradient(engine, inputs, () => {
    const value = runBackendKernel(engine, denseForward, [...parts, ...weights], attributes)[0]!;
    return {
      value,
      saved: [value, ...parts, weight],
      gradient: (dy, kept) => {
        const all = runBackendKernel(engine, denseGradient, [dy, ...kept], { ...attributes, constant });
        return bias ? all : all.slice(0, -1);
      },
    };
  });
}
