import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";
import { gemm } from "./ops/gemm.ts";
import { spmm } from "./ops/spmm.ts";

const [ROWS, DEPTH] = [37, 19];
/** Neighbours of a row of the sparse matrix. */
const DEGREE = 2;

/** Products of small integers, which every build must get exactly right; `null`, or what is wrong. */
export function selfTest(kernels: Kernels): string | null {
  const blocks: Block[] = [];
  const alloc = (length: number, value: (i: number) => number): Block => {
    const block = kernels.alloc(length);
    for (let i = 0; i < length; i++) block.f32[i] = value(i);
    blocks.push(block);
    return block;
  };
  try {
    const columns = 2 * kernels.panel + 3;
    const right = alloc(DEPTH * columns, (i) => i * 3 % 7 - 3);
    return wrongProduct(kernels, alloc, right, columns) ?? wrongSparseProduct(kernels, alloc, right, columns) ??
      (flushesSmallNumbers() ? "the library changed the arithmetic of the process" : null);
  } finally {
    for (const block of blocks) kernels.free(block);
  }
}

/** A library linked with -ffast-math switches the whole process to rounding the smallest numbers to zero. */
function flushesSmallNumbers(): boolean {
  // Read from memory: constants are multiplied when the source is parsed.
  const tiny = Float64Array.of(1e-310);
  tiny[0]! *= 0.5;
  return tiny[0] === 0;
}

type Alloc = (length: number, value: (i: number) => number) => Block;

function wrongProduct(kernels: Kernels, alloc: Alloc, right: Block, columns: number): string | null {
  const left = alloc(ROWS * DEPTH, (i) => i * 7 % 5 - 2);
  const out = alloc(ROWS * columns, () => NaN);
  gemm(
    kernels,
    { block: left, rows: ROWS, columns: DEPTH },
    { block: right, rows: DEPTH, columns },
    { block: out },
  );
  return difference("a product", out, columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < DEPTH; k++) sum += left.f32[i * DEPTH + k]! * right.f32[k * columns + j]!;
    return sum;
  });
}

function wrongSparseProduct(kernels: Kernels, alloc: Alloc, right: Block, columns: number): string | null {
  const nEntries = DEGREE * DEPTH;
  const [indptr, indices] = [alloc(DEPTH + 1, () => 0), alloc(nEntries, () => 0)];
  for (let i = 0; i <= DEPTH; i++) indptr.i32[i] = DEGREE * i;
  for (let e = 0; e < nEntries; e++) indices.i32[e] = e * 5 % DEPTH;
  const values = alloc(nEntries, (e) => e % 3);
  const out = alloc(DEPTH * columns, () => NaN);
  spmm(kernels, { nRows: DEPTH, nCols: DEPTH, indptr, indices, values }, right, out, columns);
  return difference("a sparse product", out, columns, (i, j) => {
    let sum = 0;
    for (let e = DEGREE * i; e < DEGREE * (i + 1); e++) {
      sum += values.f32[e]! * right.f32[indices.i32[e]! * columns + j]!;
    }
    return sum;
  });
}

function difference(
  what: string,
  { f32 }: Block,
  columns: number,
  wanted: (i: number, j: number) => number,
): string | null {
  for (let at = 0; at < f32.length; at++) {
    const [i, j] = [Math.floor(at / columns), at % columns];
    const want = wanted(i, j);
    if (f32[at] !== want) return `element ${i}, ${j} of ${what} is ${f32[at]} instead of ${want}`;
  }
  return null;
}
