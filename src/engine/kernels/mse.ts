import type { HostKernel } from "./host_kernel.ts";

/** Mean over all entries of `(prediction − target)²`, from `(prediction, target)`. */
export const mseKernel: HostKernel<Record<string, never>> = {
  name: "WeftMse",
  shapes: () => [[]],
  run([prediction, target], [loss]) {
    let sum = 0;
    for (let i = 0; i < prediction!.length; i++) {
      const difference = prediction![i]! - target![i]!;
      sum += difference * difference;
    }
    loss![0] = sum / prediction!.length;
  },
};

/** Gradient of {@linkcode mseKernel} in the prediction, from `(prediction, target, dy)`. */
export const mseGradientKernel: HostKernel<Record<string, never>> = {
  name: "WeftMseGradient",
  shapes: ([prediction]) => [prediction!],
  run([prediction, target, dy], [gradient]) {
    const scale = 2 * dy![0]! / prediction!.length;
    for (let i = 0; i < prediction!.length; i++) gradient![i] = scale * (prediction![i]! - target![i]!);
  },
};
