import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

const known = new WeakMap<Kernels, WeakMap<ArrayLike<number>, Block>>();
const collected = new FinalizationRegistry<{ readonly kernels: Kernels; readonly block: Block }>(
  ({ kernels, block }) => kernels.free(block),
);

/**
 * A block with a copy of an array that never changes, made once for each set of kernels and freed when the array is
 * collected: graphs and index lists of a training.
 */
export function constantBlock(kernels: Kernels, array: Int32Array | Float32Array): Block {
  let blocks = known.get(kernels);
  if (!blocks) known.set(kernels, blocks = new WeakMap());
  let block = blocks.get(array);
  if (!block) {
    block = kernels.alloc(array.length);
    (array instanceof Int32Array ? block.i32 : block.f32).set(array);
    blocks.set(array, block);
    collected.register(array, { kernels, block });
  }
  return block;
}
