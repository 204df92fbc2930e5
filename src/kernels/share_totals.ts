import type { Block } from "./block.ts";
import { asFloat64 } from "./float64.ts";
import type { Kernels } from "./kernels.ts";

/** Room for one float64 sum from every share; {@linkcode takeTotal} adds them up and frees it. */
export function totalsBlock(kernels: Kernels): Block {
  return kernels.alloc(2 * kernels.shares);
}

/** The sum over all shares, in their order. */
export function takeTotal(kernels: Kernels, totals: Block): number {
  let sum = 0;
  for (const part of asFloat64(totals)) sum += part;
  kernels.free(totals);
  return sum;
}
