import type { BatchNormForm } from "../../kernels/ops/batch_norm.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { batchNorm as kernel } from "../backend/kernels/batch_norm.ts";
import { batchNormGradient } from "../backend/kernels/batch_norm_gradient.ts";
import { writableBlock } from "../backend/writable_block.ts";
import { batchNormComposite } from "../composite/batch_norm.ts";
import type { Engine } from "../engine.ts";
import type { Tensor, Variable } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** Operands of a batch norm; vectors have a number for each column. */
export interface BatchNormTensors {
  /** `n × width`. */
  readonly x: Tensor;
  /** Factors. */
  readonly gamma: Tensor;
  /** Addends. */
  readonly beta: Tensor;
}

/** Running moments of a batch norm, which follow the batch's in training. */
export interface RunningMoments {
  /** Means. */
  readonly means: Variable;
  /** Variances. */
  readonly variances: Variable;
}

/** `y = act((x − mean) / √(variance + ε) · gamma + beta)`, columns each by themselves. */
export function batchNorm(
  engine: Engine,
  { x, gamma, beta }: BatchNormTensors,
  running: RunningMoments,
  form: BatchNormForm,
): Tensor {
  const { backend } = engine;
  for (const [name, tensor] of Object.entries({ gamma, beta, ...running })) checkShape(name, tensor, [x.shape[1]!]);
  if (!backend) return batchNormComposite(engine, { x, gamma, beta }, running, form);
  return customGradient(engine, [x, gamma, beta], () => {
    const { means, variances } = running;
    for (const moments of [means, variances]) writableBlock(engine, backend, moments);
    const [value, saved] = runBackendKernel(engine, kernel, [x, gamma, beta, means, variances], form);
    return {
      value: value!,
      saved: [value!, x, gamma, saved!],
      gradient: (dy, kept) => runBackendKernel(engine, batchNormGradient, [dy, ...kept], form),
    };
  });
}
