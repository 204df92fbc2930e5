import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 8_000;

/** The gradient in front of a softmax along rows, told from its result `y`: `y (dy − ⟨dy, y⟩)`; `out` may be `dy`. */
export function softmaxBackward(
  kernels: Kernels,
  dy: Block,
  y: Block,
  out: Block,
  { rows, length }: { readonly rows: number; readonly length: number },
): void {
  checkCounts({ rows, length });
  checkRoom("gradient", dy, rows * length);
  checkRoom("softmax", y, rows * length);
  checkRoom("result", out, rows * length);
  const args = [dy.address, y.address, out.address, rows, length];
  kernels.run(OP.softmaxBackward, args, rows * length > PARALLEL_FROM);
}
