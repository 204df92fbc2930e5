import type { Tf } from "../tf.ts";
import { edgeSmoothnessGradientKernel, edgeSmoothnessKernel } from "./edge_smoothness.ts";
import { type HostKernel, registerHostKernel } from "./host_kernel.ts";

const KERNELS = [
  edgeSmoothnessKernel,
  edgeSmoothnessGradientKernel,
] as const;

/** Makes all of weft's kernels known to the library. */
export function registerHostKernels(tf: Tf): void {
  for (const kernel of KERNELS) registerHostKernel(tf, kernel as HostKernel<never>);
}
