import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { checkPattern, type PatternBlocks } from "./pattern_blocks.ts";
import { sumShares } from "./sum_shares.ts";

const PARALLEL_FROM = 20_000;

/** `Σ ‖z_i − z_j‖²` over the entries of a square pattern. */
export function edgeSmoothness(kernels: Kernels, pattern: PatternBlocks, z: Block, width: number): number {
  const { nRows, nCols, indptr, indices } = pattern;
  checkPattern(pattern, {});
  checkRoom("z", z, Math.max(nRows, nCols) * width);
  const [sum] = sumShares(kernels, 1, (partial) => {
    const args = [indptr.address, indices.address, z.address, nRows, width, partial.address];
    kernels.run(OP.edgeSmoothness, args, indices.length * width > PARALLEL_FROM);
  });
  return sum!;
}

/** `out_i = scale · Σ (z_i − z_j)` over the entries of each row of a square pattern. */
export function edgeDifferences(
  kernels: Kernels,
  pattern: PatternBlocks,
  { z, width }: { readonly z: Block; readonly width: number },
  out: Block,
  scale: number,
): void {
  const { nRows, nCols, indptr, indices } = pattern;
  checkPattern(pattern, {});
  checkRoom("z", z, Math.max(nRows, nCols) * width);
  checkRoom("gradient", out, nRows * width);
  const args = [indptr.address, indices.address, z.address, out.address, nRows, width, scale];
  kernels.run(OP.edgeDifferences, args, indices.length * width > PARALLEL_FROM);
}
