import { addressAt, type Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import type { Target } from "./layer.ts";

const PARALLEL_FROM = 100_000;

/** `out[j]` = the sum of column `j` of `x`, `rows × columns`. */
export function columnSums(
  kernels: Kernels,
  x: Block,
  [rows, columns]: readonly [number, number],
  { block, offset = 0 }: Target,
): void {
  checkRoom("matrix", x, rows * columns);
  checkRoom("sums", block, columns, offset);
  kernels.run(OP.columnSums, [x.address, rows, columns, addressAt(block, offset)], rows * columns > PARALLEL_FROM);
}
