import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 50_000;

/** Rows and columns of a matrix. */
export type Shape = readonly [rows: number, columns: number];

/** `out` = the rows of `x` divided by `max(‖row‖₂, 1e-12)`; `lengths` takes the divisors. */
export function unitRows(kernels: Kernels, x: Block, out: Block, lengths: Block, [rows, columns]: Shape): void {
  checkRoom("matrix", x, rows * columns);
  checkRoom("unit rows", out, rows * columns);
  checkRoom("lengths", lengths, rows);
  const args = [x.address, out.address, lengths.address, rows, columns];
  kernels.run(OP.unitRows, args, rows * columns > PARALLEL_FROM);
}
