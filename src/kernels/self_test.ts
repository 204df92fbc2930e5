import type { Kernels } from "./kernels.ts";
import { gemm } from "./ops/gemm.ts";

const [ROWS, DEPTH] = [37, 19];

/** A product of small integers, which every build must get exactly right; `null`, or what is wrong. */
export function selfTest(kernels: Kernels): string | null {
  const columns = 2 * kernels.panel + 3;
  const [a, b, c] = [ROWS * DEPTH, DEPTH * columns, ROWS * columns].map((length) => kernels.alloc(length));
  a!.f32.forEach((_, i) => a!.f32[i] = (i * 7) % 5 - 2);
  b!.f32.forEach((_, i) => b!.f32[i] = (i * 3) % 7 - 3);
  gemm(kernels, { block: a!, rows: ROWS, columns: DEPTH }, { block: b!, rows: DEPTH, columns }, { block: c! });
  try {
    for (let i = 0; i < ROWS; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < DEPTH; k++) sum += a!.f32[i * DEPTH + k]! * b!.f32[k * columns + j]!;
        const found = c!.f32[i * columns + j]!;
        if (found !== sum) return `element ${i}, ${j} of a product is ${found} instead of ${sum}`;
      }
    }
    // A library linked with -ffast-math would switch the whole process to flushing small numbers to zero.
    return 1e-310 * 0.5 === 0 ? "the library changed the arithmetic of the process" : null;
  } finally {
    for (const block of [a, b, c]) kernels.free(block!);
  }
}
