import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** Clusters by slot, and the one that is to be united with others; all blocks hold float64 numbers. */
export interface ScatterSlots {
  /** Slots there are room for. */
  readonly nSlots: number;
  /** Columns, p. */
  readonly p: number;
  /** Means, `nSlots × p`. */
  readonly means: Block;
  /** Scatter matrices W as packed lower triangles, `nSlots × p (p + 1) / 2`. */
  readonly scatters: Block;
  /** Their traces. */
  readonly traces: Block;
  /** Rows of each cluster. */
  readonly sizes: Block;
  /** A number added to every trace. */
  readonly alpha: number;
}

/** The cluster that is united with others. */
export interface UnitedSlot {
  /** Its slot. */
  readonly slot: number;
  /** Lower factor of its scatter matrix, `p × p` with reciprocal diagonal, when rows can safely be added to it. */
  readonly base?: Block | undefined;
  /** The determinant of that matrix divided by the size of a union with one row. */
  readonly pivots: number;
}

/** Clusters that the kernel works on side by side, `ABREAST` in its source. */
const ABREAST = 8;

/** Elements of the scratch that {@linkcode scatterMerge} needs. */
export function scatterMergeScratch(p: number): number {
  return 2 * ABREAST * (p + p * p);
}

/**
 * `|W/n| + (tr W + alpha) / n` of the union of one cluster with each of the slots `from … until − 1`, the determinant only
 * where the union has more rows than columns; the value at the cluster's own slot means nothing. The same bytes on every
 * kind of kernels.
 */
export function scatterMerge(
  kernels: Kernels,
  slots: ScatterSlots,
  one: UnitedSlot,
  range: { readonly from: number; readonly until: number },
  work: { readonly out: Block; readonly scratch: Block },
): void {
  const { nSlots, p, means, scatters, traces, sizes, alpha } = slots;
  const { from, until } = range;
  checkRoom("means", means, 2 * nSlots * p);
  checkRoom("scatter matrices", scatters, nSlots * p * (p + 1));
  checkRoom("traces", traces, 2 * nSlots);
  checkRoom("sizes", sizes, 2 * nSlots);
  checkRoom("slots", { ...sizes, length: nSlots }, until - from, from);
  checkRoom("slots", { ...sizes, length: nSlots }, 1, one.slot);
  if (one.base) checkRoom("factor", one.base, 2 * p * p);
  checkRoom("results", work.out, 2 * (until - from));
  checkRoom("scratch", work.scratch, scatterMergeScratch(p));
  const clusters = [means.address, scatters.address, traces.address, sizes.address];
  const args = [...clusters, one.base?.address ?? 0, one.pivots, alpha, one.slot, p, from, until];
  kernels.run(OP.scatterMerge, [...args, work.out.address, work.scratch.address], false);
}
