import { Rng } from "../../src/core/rng.ts";
import { type Kernels, openKernels } from "../../src/kernels/mod.ts";
import { gemm } from "../../src/kernels/ops/gemm.ts";

/** Both ways in which kernels run. */
export const ENGINES = ["native", "wasm"] as const;

/** Runs a test on kernels of its own of each kind, and closes them. */
export async function onEach(
  work: (kernels: Kernels) => void | Promise<void>,
  options: { readonly threads?: number } = {},
): Promise<void> {
  for (const engine of ENGINES) {
    const { kernels } = openKernels({ engine, threads: 2, ...options });
    try {
      await work(kernels);
    } finally {
      kernels.close();
    }
  }
}

/** A matrix product that is worth all threads. */
export function product(kernels: Kernels): Float32Array {
  const [rows, depth, columns] = [301, 65, 70];
  const rng = new Rng(7);
  const [a, b, c] = [rows * depth, depth * columns, rows * columns].map((length) => kernels.alloc(length));
  for (const block of [a!, b!]) block.f32.set(Float32Array.from({ length: block.length }, () => rng.normal()));
  gemm(kernels, { block: a!, rows, columns: depth }, { block: b!, rows: depth, columns }, { block: c! });
  const found = c!.f32.slice();
  for (const block of [a!, b!, c!]) kernels.free(block);
  return found;
}
