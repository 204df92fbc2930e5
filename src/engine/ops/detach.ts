import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** `x` as a constant: its value, through which no gradient flows. */
export function detach(engine: Engine, x: Tensor): Tensor {
  return customGradient(engine, [], () => ({ value: x.clone(), saved: [], gradient: () => [] }));
}
