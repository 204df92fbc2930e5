import type { Block } from "../../src/kernels/block.ts";
import { type Kernels, openKernels, sharedKernels } from "../../src/kernels/mod.ts";

const plainSimd = openKernels({ engine: "wasm", kind: "simd", threads: 2 }).kernels;

/** The native kernels of this process (`WEFT_KERNELS` chooses which), and both WebAssembly modules. */
export function kernelSets(): Kernels[] {
  return [sharedKernels("native").kernels, sharedKernels("wasm").kernels, plainSimd];
}

/** A block with a copy of an array. */
export function blockOf(kernels: Kernels, values: ArrayLike<number>): Block {
  const block = kernels.alloc(values.length);
  (values instanceof Int32Array ? block.i32 : block.f32).set(values);
  return block;
}

/** What `compute` gives on 1, 2 and 4 threads: it must be the same bytes. */
export function onThreads<T>(kernels: Kernels, compute: () => T): T[] {
  const before = kernels.threads;
  const results = [1, 2, 4].map((threads) => {
    kernels.useThreads(threads);
    return compute();
  });
  kernels.useThreads(before);
  return results;
}
