import { sgd } from "../../kernels/ops/sgd.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import { writableBlock } from "../backend/writable_block.ts";
import { sgdComposite } from "../composite/sgd.ts";
import type { Engine } from "../engine.ts";
import type { Variable } from "../tf.ts";
import type { Factor, ParameterStep } from "./parameter_step.ts";

/** The numbers of a step of gradient descent. */
export interface SgdNumbers {
  /** Step size. */
  readonly lr: number;
  /** How much of the last velocity is kept. */
  readonly momentum: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Factor on all gradients before anything else. */
  readonly scale: Factor;
}

/** One step of gradient descent with momentum for all parameters, in place, as one call. */
export function sgdStep(
  engine: Engine,
  steps: readonly ParameterStep[],
  velocities: Variable,
  numbers: SgdNumbers,
): void {
  const { backend } = engine;
  if (!backend) return sgdComposite(engine, steps, velocities, numbers);
  const { lr, momentum, weightDecay, scale } = numbers;
  const rows = steps.map(({ parameter, gradient, offset }) => ({
    parameter: writableBlock(engine, backend, parameter),
    gradient: backend.block(gradient as unknown as TensorInfo),
    offset,
    factors: [lr, 0] as const,
  }));
  const block = writableBlock(engine, backend, velocities);
  sgd(backend.kernels, rows, block, { momentum, weightDecay, scale: scale as number });
}
