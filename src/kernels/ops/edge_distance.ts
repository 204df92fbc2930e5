import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { checkPattern, type PatternBlocks } from "./pattern_blocks.ts";
import { sumShares } from "./sum_shares.ts";

const PARALLEL_FROM = 50_000;

/** Two sets of weights on the edges of an undirected graph. */
export interface EdgeWeights {
  /** One. */
  readonly a: Block;
  /** The other. */
  readonly c: Block;
}

/** `‖A − C‖²` of two symmetric matrices by their upper halves, in whose rows the loop comes first. */
export function edgeDistance(kernels: Kernels, upper: PatternBlocks, { a, c }: EdgeWeights): number {
  checkPattern(upper, { a, c });
  const [sum] = sumShares(kernels, 1, (partial) => {
    const args = [upper.indptr.address, a.address, c.address, upper.nRows, partial.address];
    kernels.run(OP.edgeDistance, args, upper.indices.length > PARALLEL_FROM);
  });
  return sum!;
}

/** `scale · (a − c)` for loops, twice that for edges between two nodes. */
export function edgeDistanceBackward(
  kernels: Kernels,
  upper: PatternBlocks,
  { a, c }: EdgeWeights,
  out: Block,
  scale: number,
): void {
  checkPattern(upper, { a, c, out });
  const args = [upper.indptr.address, a.address, c.address, out.address, upper.nRows, scale];
  kernels.run(OP.edgeDistanceBackward, args, upper.indices.length > PARALLEL_FROM);
}
