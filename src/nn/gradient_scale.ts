import type { Engine } from "../engine/engine.ts";
import { clipFactor, gradientNorm } from "../engine/ops/gradient_norm.ts";
import type { Factor } from "../engine/ops/parameter_step.ts";
import type { Tensor } from "../engine/tf.ts";

/** What all gradients are multiplied by so that together they are no longer than `most`; nothing is computed without a bound. */
export function gradientScale(engine: Engine, gradients: readonly Tensor[], most: number): Factor {
  return most === Infinity ? 1 : clipFactor(engine, gradientNorm(engine, gradients), most);
}
