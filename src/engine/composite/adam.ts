import type { Engine } from "../engine.ts";
import type { AdamBuffers, AdamNumbers } from "../ops/adam.ts";
import type { ParameterStep } from "../ops/parameter_step.ts";
import type { Tensor } from "../tf.ts";
import { FlatPatch } from "./flat_patch.ts";

/** An Adam step in the library's own ops. */
export function adamComposite(
  { tf }: Engine,
  steps: readonly ParameterStep[],
  { first, second }: AdamBuffers,
  { lr, beta1, beta2, epsilon, weightDecay, scale }: AdamNumbers,
): void {
  const [m, v] = [new FlatPatch(tf, first), new FlatPatch(tf, second)];
  for (const { parameter, gradient, offset, step } of steps) {
    const g: Tensor = tf.add(tf.mul(gradient, scale), tf.mul(parameter, weightDecay));
    const nextM = tf.add(tf.mul(m.read(offset, parameter), beta1), tf.mul(g, 1 - beta1));
    const nextV = tf.add(tf.mul(v.read(offset, parameter), beta2), tf.mul(tf.square(g), 1 - beta2));
    const root = tf.add(tf.div(tf.sqrt(nextV), Math.sqrt(1 - beta2 ** step)), epsilon);
    parameter.assign(tf.sub(parameter, tf.mul(tf.div(nextM, root), lr / (1 - beta1 ** step))) as never);
    m.write(offset, nextM);
    v.write(offset, nextV);
  }
  m.assign();
  v.assign();
}
