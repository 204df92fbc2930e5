import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";

/** Scores of rows for columns, and the column each row belongs to. */
export interface LabelledLogits {
  /** `rows × width`. */
  readonly logits: Block;
  /** A column for each row. */
  readonly labels: Block;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly width: number;
  /** What logits are divided by. */
  readonly temperature: number;
}

const PARALLEL_FROM = 20_000;

/**
 * Mean over rows of `ln Σⱼ exp(aⱼ / τ) − a_label / τ`, 0 without any; not a number when a label is no column. Its gradient
 * goes to `gradient`, as long as the logits.
 */
export function softmaxCrossEntropy(
  kernels: Kernels,
  { logits, labels, rows, width, temperature }: LabelledLogits,
  gradient: Block,
): number {
  checkInteger(width, "the number of columns", 1);
  checkRoom("logits", logits, rows * width);
  checkRoom("labels", labels, rows);
  checkRoom("gradient", gradient, rows * width);
  const totals = totalsBlock(kernels);
  const args = [logits.address, labels.address, 1 / temperature, rows, width, gradient.address, totals.address];
  kernels.run(OP.softmaxCrossEntropy, args, rows * width > PARALLEL_FROM);
  return takeTotal(kernels, totals) / Math.max(1, rows);
}
