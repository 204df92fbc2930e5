import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";

/** Means and logarithms of variances, one an element: of a normal distribution, and of the one it is held to. */
export interface KlGaussianOperands {
  /** `(mean, logVar)`, or `(mean, logVar, priorMean, priorLogVar)`; without the last two the prior is standard normal. */
  readonly moments: readonly Block[];
  /** Number of elements. */
  readonly length: number;
  /** Factor on the sum and its gradients. */
  readonly scale: number;
  /** Take the gradients, in the order of the moments. */
  readonly gradients?: readonly Block[] | undefined;
}

const PARALLEL_FROM = 20_000;

/** `scale · Σ KL(N(mean, e^logVar) ‖ N(priorMean, e^priorLogVar))` over all elements. */
export function klGaussian(kernels: Kernels, { moments, length, scale, gradients }: KlGaussianOperands): number {
  for (const block of moments) checkRoom("moments", block, length);
  for (const block of gradients ?? []) checkRoom("gradient", block, length);
  const four = (blocks: readonly Block[] = []): number[] => [0, 1, 2, 3].map((i) => blocks[i]?.address ?? 0);
  const totals = totalsBlock(kernels);
  const args = [...four(moments), length, scale, ...four(gradients), totals.address];
  kernels.run(OP.klGaussian, args, length > PARALLEL_FROM);
  return takeTotal(kernels, totals) * scale;
}
