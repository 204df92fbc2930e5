import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64 } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import type { LabelledLogits } from "./softmax_cross_entropy.ts";

const PARALLEL_FROM = 10_000;
/** A log-sum-exp that makes every exponential relative to it 0. */
const NOWHERE = 1e30;

/**
 * `−(1/width) Σₖ ln(mean over rows labelled k of exp(a₍ₖ₎/τ) / mean over all rows of exp(a₍ₖ₎/τ))` by log-sum-exp; columns
 * that label no row or all rows add nothing. Its gradient goes to `gradient`, as long as the logits.
 */
export function prototypeRatio(
  kernels: Kernels,
  { logits, labels, rows, width, temperature }: LabelledLogits,
  gradient?: Block,
): number {
  checkInteger(width, "the number of columns", 1);
  checkRoom("logits", logits, rows * width);
  checkRoom("labels", labels, rows);
  if (gradient) checkRoom("gradient", gradient, rows * width);
  const { shares, rowBlock } = kernels;
  const scratch = kernels.alloc(shares * rowBlock * width);
  const largest = kernels.alloc(shares * 2 * width), sums = kernels.alloc(2 * shares * 2 * width);
  const head = [logits.address, labels.address, 1 / temperature, rows, width];
  const parallel = rows * width > PARALLEL_FROM;
  kernels.run(OP.columnExponentials, [...head, scratch.address, largest.address, sums.address], parallel);
  const sizes = new Int32Array(width);
  for (let i = 0; i < rows; i++) sizes[labels.i32[i]!]!++;
  const lse = logSumExps(largest.f32, asFloat64(sums), shares, 2 * width);
  const constants = kernels.alloc(3 * width);
  let total = 0;
  for (let k = 0; k < width; k++) {
    const size = sizes[k]!, counts = size > 0 && size < rows;
    const [all, own] = counts ? [lse[2 * k]!, lse[2 * k + 1]!] : [NOWHERE, NOWHERE];
    constants.f32.set([all, own, counts ? 1 / (width * temperature) : 0], 3 * k);
    if (counts) total -= own - Math.log(size) - all + Math.log(rows);
  }
  if (gradient) kernels.run(OP.columnSoftmaxGap, [...head, constants.address, gradient.address], parallel);
  for (const block of [scratch, largest, sums, constants]) kernels.free(block);
  return total / Math.max(1, width);
}

/** Joins the shares' largest values and sums relative to them. */
function logSumExps(largest: Float32Array, sums: Float64Array, shares: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, q) => {
    let top = -Infinity, sum = 0;
    for (let share = 0; share < shares; share++) {
      if (sums[share * n + q]! > 0) top = Math.max(top, largest[share * n + q]!);
    }
    for (let share = 0; share < shares; share++) {
      sum += sums[share * n + q]! * Math.exp(largest[share * n + q]! - top);
    }
    return top + Math.log(sum);
  });
}
