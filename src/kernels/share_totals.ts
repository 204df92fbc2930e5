import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/** Room for one float64 sum from every share; {@linkcode takeTotal} adds them up and frees it. */
export function totalsBlock(kernels: Kernels): Block {
  return kernels.alloc(2 * kernels.shares);
}

/** The elements of a block as float64, two 32-bit elements each. */
export function float64View({ f32, length }: Block): Float64Array {
  return new Float64Array(f32.buffer, f32.byteOffset, length >> 1);
}

/** The sum over all shares, in their order. */
export function takeTotal(kernels: Kernels, totals: Block): number {
  let sum = 0;
  for (const part of float64View(totals)) sum += part;
  kernels.free(totals);
  return sum;
}
