import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 8_000;

/** `exp(x − max) / Σ` along every row; may work in place. */
export function softmax(
  kernels: Kernels,
  x: Block,
  out: Block,
  { rows, length }: { readonly rows: number; readonly length: number },
): void {
  checkCounts({ rows, length });
  checkRoom("rows", x, rows * length);
  checkRoom("result", out, rows * length);
  if (rows * length === 0) return;
  kernels.run(OP.softmax, [x.address, out.address, rows, length], rows * length > PARALLEL_FROM);
}
