import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** Functions of one number, in the order of the table in `c/special.h`. */
const FUNCTIONS = ["exp", "log", "log1p", "sigmoid", "softplus", "tanh", "lgamma", "digamma", "trigamma"] as const;

/** A function of one number. */
export type SpecialFunction = typeof FUNCTIONS[number];

const PARALLEL_FROM = 20_000;

/**
 * `out = f(x)` element by element; `out` may be `x`. Relative error near 1e-7; of `lgamma` and `digamma` 1e-6 of
 * `max(1, |value|)`, for arguments that are not negative (others give NaN).
 */
export function special(kernels: Kernels, name: SpecialFunction, x: Block, out: Block): void {
  checkRoom("result", out, x.length);
  const which = FUNCTIONS.indexOf(name);
  kernels.run(OP.special, [x.address, out.address, x.length, which], x.length > PARALLEL_FROM);
}
