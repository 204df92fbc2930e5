import type { OptimizerOptions } from "../../nn/optimizer.ts";

/** Settings of stochastic gradient descent. */
export interface FamilyStep {
  /** Step size. */
  readonly lr: number;
  /** Momentum of the steps. */
  readonly momentum: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any. */
  readonly gradClip: number | null;
}

/** The optimiser of PRAGA and RIA: gradient descent with momentum. */
export function familyOptimizer({ lr, momentum, weightDecay, gradClip }: FamilyStep): OptimizerOptions {
  return { kind: "sgd", lr, momentum, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
}
