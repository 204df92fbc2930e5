import type { HostKernel } from "./host_kernel.ts";

/** The numbers of one Adam step. */
export interface AdamAttributes {
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
  /** Factor on the gradient before anything else, from clipping. */
  readonly gradientScale: number;
  /** This parameter's step number, from 1. */
  readonly step: number;
}

/** One Adam step: `(p, m, v, g)` to the next `(p, m, v)`. */
export const adamKernel: HostKernel<AdamAttributes> = {
  name: "WeftAdam",
  shapes: ([p]) => [p!, p!, p!],
  run([p, m, v, g], [nextP, nextM, nextV], { lr, beta1, beta2, epsilon, weightDecay, gradientScale, step }) {
    const stepSize = lr / (1 - beta1 ** step);
    const rootCorrection = 1 / Math.sqrt(1 - beta2 ** step);
    for (let i = 0; i < p!.length; i++) {
      const gradient = g![i]! * gradientScale + weightDecay * p![i]!;
      const first = beta1 * m![i]! + (1 - beta1) * gradient;
      const second = beta2 * v![i]! + (1 - beta2) * gradient * gradient;
      nextM![i] = first;
      nextV![i] = second;
      nextP![i] = p![i]! - stepSize * first / (Math.sqrt(second) * rootCorrection + epsilon);
    }
  },
};
