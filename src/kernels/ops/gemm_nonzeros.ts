import { addressAt } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { withScratch } from "../with_scratch.ts";
import { activationArguments } from "./activation.ts";
import type { GemmFinish, Target } from "./layer.ts";
import { type Strided, stridedArguments } from "./strided.ts";

/** Elements of a left-hand side that the caller goes through alone. */
const PARALLEL_FROM = 20_000;

/**
 * `out (+)= act(A · B + bias)`, to the byte as `gemm` gives it, from what is not zero in `A` alone: for an `A` that is
 * mostly zeros. `B` lies row after row.
 */
export function gemmNonzeros(kernels: Kernels, a: Strided, b: Strided, out: Target, finish: GemmFinish = {}): void {
  const { bias, accumulate = false } = finish;
  const { rows, columns: depth } = a, { columns } = b;
  const left = stridedArguments("left-hand side", a);
  const [right, step] = stridedArguments("right-hand side", { ...b, rows: depth, transposed: false });
  checkRoom("product", out.block, rows * columns, out.offset);
  if (bias) checkRoom("bias", bias, columns);
  const pieces = Math.ceil(depth / kernels.depthBlock);
  const parallel = rows * depth > PARALLEL_FROM;
  withScratch(kernels, (take) => {
    const lengths = [rows * pieces, rows * depth, rows * depth, kernels.shares * kernels.strip * kernels.depthBlock];
    const [counts, places, values, scratch] = lengths.map((length) => take(kernels.alloc(length)).address);
    const lists = [counts!, places!, values!];
    kernels.run(OP.nonzeros, [...left, rows, depth, ...lists], parallel);
    const args = [...lists, ...left, right, step, addressAt(out.block, out.offset ?? 0), rows, columns, depth];
    args.push(accumulate ? 1 : 0, bias?.address ?? 0, ...activationArguments(finish), scratch!);
    kernels.run(OP.gemmNonzeros, args, parallel);
  });
}
