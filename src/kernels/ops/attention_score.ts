import { checkInteger } from "../../core/check.ts";
import { addressAt, type Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { sumShares } from "./sum_shares.ts";

/** Numbers of one input among `count` inputs of each row. */
export interface Column {
  /** `nRows × count`. */
  readonly block: Block;
  /** Which input. */
  readonly at: number;
  /** Number of inputs. */
  readonly count: number;
}

/** The hidden layer of one input. */
export interface HiddenRows {
  /** `nRows × width`. */
  readonly hidden: Block;
  /** Weights of the score, `width`. */
  readonly u: Block;
  /** Number of rows. */
  readonly nRows: number;
  /** Length of a row. */
  readonly width: number;
}

const PARALLEL_FROM = 10_000;

/** `hidden = tanh(x)`, where `hidden` may be `x`, and `score = hidden · u + 1e-6`. */
export function attentionScore(
  kernels: Kernels,
  x: Block,
  { hidden, u, nRows, width }: HiddenRows,
  score: Column,
): void {
  checkRoom("x", x, nRows * width);
  checkHidden({ hidden, u, nRows, width }, score);
  const args = [x.address, u.address, addressAt(score.block, score.at), score.count, nRows, width, hidden.address];
  kernels.run(OP.attentionScore, args, nRows * width > PARALLEL_FROM);
}

/**
 * From the slopes of the scores: `out = slope · u · (1 − hidden²)`, the slope in front of the tanh.
 *
 * @returns The gradient of `u`.
 */
export function attentionScoreBackward(
  kernels: Kernels,
  { hidden, u, nRows, width }: HiddenRows,
  slope: Column,
  out: Block,
): Float64Array {
  checkHidden({ hidden, u, nRows, width }, slope);
  checkRoom("slope of the hidden layer", out, nRows * width);
  const scratch = kernels.alloc(kernels.shares * width);
  const ofU = sumShares(kernels, width, (partial) => {
    const args = [hidden.address, u.address, addressAt(slope.block, slope.at), slope.count, out.address, nRows, width];
    args.push(scratch.address, partial.address);
    kernels.run(OP.attentionScoreBackward, args, nRows * width > PARALLEL_FROM);
  });
  kernels.free(scratch);
  return ofU;
}

function checkHidden({ hidden, u, nRows, width }: HiddenRows, { block, at, count }: Column): void {
  checkRoom("hidden layer", hidden, nRows * width);
  checkRoom("u", u, width);
  checkRoom("scores", block, nRows * count);
  checkInteger(at, "input", 0, count - 1);
}
