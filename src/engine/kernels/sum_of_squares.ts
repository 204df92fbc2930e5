import type { HostKernel } from "./host_kernel.ts";

/** Sum of the squares of all elements. */
export const sumOfSquaresKernel: HostKernel<Record<string, never>> = {
  name: "WeftSumOfSquares",
  shapes: () => [[]],
  run([x], [sum]) {
    let total = 0;
    for (let i = 0; i < x!.length; i++) total += x![i]! * x![i]!;
    sum![0] = total;
  },
};
