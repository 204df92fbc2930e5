import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** What a computation makes, as a constant: nothing of it is recorded, and what it needed on the way is freed at once. */
export function held(engine: Engine, compute: () => Tensor): Tensor {
  return customGradient(engine, [], () => ({ value: compute(), saved: [], gradient: () => [] }));
}
