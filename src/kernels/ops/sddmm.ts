import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { checkPattern, type PatternBlocks } from "./pattern_blocks.ts";

/** Operands of {@linkcode sddmm}. */
export interface SddmmOperands {
  /** `nRows × width`. */
  readonly a: Block;
  /** `nCols × width`. */
  readonly b: Block;
  /** Length of a row. */
  readonly width: number;
  /** Whether an entry stands for both directions: `⟨a_j, b_i⟩` is added where `j ≠ i`. Takes a square pattern. */
  readonly both?: boolean | undefined;
}

const PARALLEL_FROM = 20_000;

/** `out[e] = ⟨a_i, b_j⟩` for each entry `e = (i, j)` of a pattern. */
export function sddmm(kernels: Kernels, pattern: PatternBlocks, operands: SddmmOperands, out: Block): void {
  const { nRows, nCols, indptr, indices } = pattern;
  const { a, b, width, both = false } = operands;
  checkPattern(pattern, { out });
  checkRoom("a", a, (both ? Math.max(nRows, nCols) : nRows) * width);
  checkRoom("b", b, (both ? Math.max(nRows, nCols) : nCols) * width);
  const args = [indptr.address, indices.address, a.address, b.address, out.address, nRows, width, both ? 1 : 0];
  kernels.run(OP.sddmm, args, indices.length * width > PARALLEL_FROM);
}
