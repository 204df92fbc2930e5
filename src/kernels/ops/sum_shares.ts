import type { Block } from "../block.ts";
import { asFloat64 } from "../float64.ts";
import type { Kernels } from "../kernels.ts";

/**
 * Sums that a kernel leaves as one double for each share, added in the order of the shares.
 *
 * @param kernels Where it runs.
 * @param length Sums of each share.
 * @param run Runs the kernel on a block of `shares × length` doubles.
 * @returns The `length` sums.
 */
export function sumShares(kernels: Kernels, length: number, run: (partial: Block) => void): Float64Array {
  const { shares } = kernels;
  const partial = kernels.alloc(2 * shares * length);
  run(partial);
  const parts = asFloat64(partial);
  const sums = new Float64Array(length);
  for (let share = 0; share < shares; share++) {
    for (let k = 0; k < length; k++) sums[k]! += parts[share * length + k]!;
  }
  kernels.free(partial);
  return sums;
}
