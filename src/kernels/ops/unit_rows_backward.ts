import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import type { Shape } from "./unit_rows.ts";

const PARALLEL_FROM = 50_000;

/** What {@linkcode unitRowsBackward} reads. */
export interface UnitRowsResult {
  /** Gradient of the unit rows. */
  readonly dy: Block;
  /** The unit rows. */
  readonly y: Block;
  /** What they were divided by. */
  readonly lengths: Block;
}

/** `out` = the gradient in front of the division of rows by their length. */
export function unitRowsBackward(
  kernels: Kernels,
  { dy, y, lengths }: UnitRowsResult,
  out: Block,
  [rows, columns]: Shape,
): void {
  for (const [what, block] of [["gradient", dy], ["unit rows", y], ["gradient of the rows", out]] as const) {
    checkRoom(what, block, rows * columns);
  }
  checkRoom("lengths", lengths, rows);
  const args = [dy.address, y.address, lengths.address, out.address, rows, columns];
  kernels.run(OP.unitRowsBackward, args, rows * columns > PARALLEL_FROM);
}
