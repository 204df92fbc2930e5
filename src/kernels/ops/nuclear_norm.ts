import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64 } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { withScratch } from "../with_scratch.ts";

/** A matrix whose singular values are wanted, row after row. */
export interface NuclearNormOperands {
  /** The elements. */
  readonly y: Block;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns; time grows with its third power. */
  readonly width: number;
  /** Takes `U Vᵀ`, the gradient of the norm, `rows × width`. */
  readonly gradient?: Block | undefined;
}

/** Singular values below this share of the largest count as 0, and have no directions. */
const CUT = 1e-6;
const PARALLEL_FROM = 5_000;

/** The singular values of a matrix in no order, from its small Gram matrix in float64, and the gradient of their sum. */
export function nuclearNorm(kernels: Kernels, { y, rows, width, gradient }: NuclearNormOperands): Float64Array {
  checkRoom("matrix", y, rows * width);
  if (gradient) checkRoom("gradient", gradient, rows * width);
  const { shares, panel, rowBlock } = kernels;
  const side = Math.max(1, Math.ceil(width / panel)) * panel;
  const parallel = rows * width > PARALLEL_FROM;
  return withScratch(kernels, (take) => {
    const float64 = (length: number): Block => take(kernels.alloc(2 * length));
    const scratch = float64(shares * rowBlock * side), partial = float64(shares * side * side);
    const turned = float64(side * side), factor = float64(side * side), values = float64(side);
    kernels.run(OP.gram, [y.address, rows, width, side, scratch.address, partial.address], parallel);
    const results = [turned, factor, values].map(({ address }) => address);
    kernels.run(OP.nuclearFactor, [partial.address, shares, width, side, CUT, ...results], false);
    if (gradient) {
      kernels.run(OP.nuclearGradient, [y.address, rows, width, side, factor.address, 1, gradient.address], parallel);
    }
    return asFloat64(values).slice(0, width);
  });
}
