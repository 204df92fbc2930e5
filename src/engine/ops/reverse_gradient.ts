import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** `x` itself, whose gradient comes back multiplied by `−factor`: what follows is minimised, what precedes works against it. */
export function reverseGradient(engine: Engine, x: Tensor, factor: number): Tensor {
  return customGradient(engine, [x], () => ({
    value: x.clone(),
    saved: [],
    gradient: (dy) => [engine.tf.mul(dy, -factor)],
  }));
}
