import type { OptimizerOptions } from "../../nn/optimizer.ts";

/** Settings of the optimiser. */
export interface FamilyStep {
  /** Which one; default gradient descent with momentum, that of PRAGA and RIA. */
  readonly optimizer?: "sgd" | "adam";
  /** Step size. */
  readonly lr: number;
  /** Momentum of gradient descent; default 0. */
  readonly momentum?: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any. */
  readonly gradClip: number | null;
}

/** The optimiser of a method of the PRAGA family. */
export function familyOptimizer(
  { optimizer: kind = "sgd", lr, momentum = 0, weightDecay, gradClip }: FamilyStep,
): OptimizerOptions {
  const common = { lr, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
  return kind === "adam" ? { kind, ...common } : { kind, momentum, ...common };
}
