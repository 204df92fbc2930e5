import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type Activation, activationArguments } from "./activation.ts";
import type { Shape } from "./unit_rows.ts";

const PARALLEL_FROM = 50_000;

/** What is done to every row. */
export interface BiasFinish extends Activation {
  /** Added to every row, as long as a row. */
  readonly bias?: Block | undefined;
}

/** `out = act(x + bias)` for every row of `x`. */
export function biasRows(kernels: Kernels, x: Block, out: Block, [rows, columns]: Shape, finish: BiasFinish): void {
  const { bias } = finish;
  checkCounts({ rows, columns });
  checkRoom("matrix", x, rows * columns);
  checkRoom("result", out, rows * columns);
  if (bias) checkRoom("bias", bias, columns);
  const args = [x.address, bias?.address ?? 0, out.address, rows, columns, ...activationArguments(finish)];
  kernels.run(OP.biasRows, args, rows * columns > PARALLEL_FROM);
}
