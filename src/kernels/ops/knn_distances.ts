import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 20_000;

/**
 * Makes the first `count` of squared distances in float64 into distances, where they are: into their roots, or into their
 * halves, which for unit rows are 1 − cosine.
 */
export function knnDistances(kernels: Kernels, squared: Block, count: number, form: "root" | "half"): void {
  checkCounts({ count });
  checkRoom("squared distances", squared, 2 * count);
  kernels.run(OP.knnDistances, [squared.address, count, form === "half" ? 1 : 0], count > PARALLEL_FROM);
}
