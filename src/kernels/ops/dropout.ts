import { WeftError } from "../../core/error.ts";
import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import { type DropoutDraw, dropoutKeys } from "../keep_mask.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 60_000;

/** `out = x / (1 − rate)` where an element is kept, else 0; its own gradient on `dy`. `out` may be `x`. */
export function dropout(kernels: Kernels, x: Block, out: Block, draw: DropoutDraw): void {
  checkDraw(draw);
  checkRoom("result", out, x.length);
  const { key, other, threshold } = dropoutKeys(draw);
  const args = [x.address, out.address, x.length, key, other, threshold, 1 / (1 - draw.rate)];
  kernels.run(OP.dropout, args, x.length > PARALLEL_FROM);
}

/** Throws unless a draw is one. */
export function checkDraw({ rate, seed, step }: DropoutDraw): void {
  for (const [name, value] of Object.entries({ seed, step })) checkInteger(value, name, 0, Number.MAX_SAFE_INTEGER);
  if (rate >= 0 && rate < 1) return;
  throw new WeftError("InvalidArgument", { expected: "rate at least 0 and below 1", found: `${rate}` });
}
