import type { Engine } from "../engine.ts";
import type { ParameterStep } from "../ops/parameter_step.ts";
import type { SgdNumbers } from "../ops/sgd.ts";
import type { Tensor, Variable } from "../tf.ts";
import { FlatPatch } from "./flat_patch.ts";

/** A step of gradient descent with momentum in the library's own ops. */
export function sgdComposite(
  { tf }: Engine,
  steps: readonly ParameterStep[],
  velocities: Variable,
  { lr, momentum, weightDecay, scale }: SgdNumbers,
): void {
  const flat = new FlatPatch(tf, velocities);
  for (const { parameter, gradient, offset } of steps) {
    const g: Tensor = tf.add(tf.mul(gradient, scale), tf.mul(parameter, weightDecay));
    const velocity = tf.add(tf.mul(flat.read(offset, parameter), momentum), g);
    parameter.assign(tf.sub(parameter, tf.mul(velocity, lr)) as never);
    flat.write(offset, velocity);
  }
  flat.assign();
}
