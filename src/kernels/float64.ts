import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/** A block of 32-bit elements seen as float64 numbers, half as many. */
export function asFloat64(block: Block, length = block.length >> 1): Float64Array {
  return new Float64Array(block.f32.buffer, block.f32.byteOffset, length);
}

/** A block with a copy of numbers in float64, which the caller frees. */
export function float64Block(kernels: Kernels, values: Float64Array | Float32Array): Block {
  const block = kernels.alloc(2 * values.length);
  asFloat64(block).set(values);
  return block;
}
