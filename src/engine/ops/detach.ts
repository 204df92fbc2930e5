import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { held } from "./held.ts";

/** `x` as a constant: its value, through which no gradient flows. */
export function detach(engine: Engine, x: Tensor): Tensor {
  return held(engine, () => x.clone());
}
