import { adam } from "../../kernels/ops/adam.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import { writableBlock } from "../backend/writable_block.ts";
import { adamComposite } from "../composite/adam.ts";
import type { Engine } from "../engine.ts";
import type { Variable } from "../tf.ts";
import type { Factor, ParameterStep } from "./parameter_step.ts";

/** First and second moments of all parameters, a flat buffer each. */
export interface AdamBuffers {
  /** Means of the gradients. */
  readonly first: Variable;
  /** Means of their squares. */
  readonly second: Variable;
}

/** The numbers of an Adam step. */
export interface AdamNumbers {
  /** Step size. */
  readonly lr: number;
  /** Decay of the first moment. */
  readonly beta1: number;
  /** Decay of the second moment. */
  readonly beta2: number;
  /** Added to the root of the second moment. */
  readonly epsilon: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Factor on all gradients before anything else. */
  readonly scale: Factor;
}

/** One Adam step of all parameters, in place, as one call. */
export function adamStep(
  engine: Engine,
  steps: readonly ParameterStep[],
  buffers: AdamBuffers,
  numbers: AdamNumbers,
): void {
  const { backend } = engine;
  if (!backend) return adamComposite(engine, steps, buffers, numbers);
  const { lr, beta1, beta2, epsilon, weightDecay, scale } = numbers;
  const rows = steps.map(({ parameter, gradient, offset, step }) => ({
    parameter: writableBlock(engine, backend, parameter),
    gradient: backend.block(gradient as unknown as TensorInfo),
    offset,
    factors: [lr / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step)] as const,
  }));
  const moments = {
    first: writableBlock(engine, backend, buffers.first),
    second: writableBlock(engine, backend, buffers.second),
  };
  adam(backend.kernels, rows, moments, { beta1, beta2, epsilon, weightDecay, scale: scale as number });
}
