import type { Engine } from "../engine.ts";
import type { AdamBuffers, AdamNumbers } from "../ops/adam.ts";
import type { ParameterStep } from "../ops/parameter_step.ts";
import type { Tensor, Tf } from "../tf.ts";
import { FlatPatch } from "./flat_patch.ts";

/** An Adam step in the library's own ops; what lies side by side is one vector, as each op is a call of its own. */
export function adamComposite(
  { tf }: Engine,
  steps: readonly ParameterStep[],
  { first, second }: AdamBuffers,
  { lr, beta1, beta2, epsilon, weightDecay, scale }: AdamNumbers,
): void {
  const [m, v] = [new FlatPatch(tf, first), new FlatPatch(tf, second)];
  for (const run of neighbours(steps)) {
    const { offset, step } = run[0]!;
    const flat = flattened(tf, run.map(({ parameter }) => parameter as Tensor));
    const gradient = flattened(tf, run.map(({ gradient }) => gradient));
    const g: Tensor = tf.add(tf.mul(gradient, scale), tf.mul(flat, weightDecay));
    const nextM = tf.add(tf.mul(m.read(offset, flat), beta1), tf.mul(g, 1 - beta1));
    const nextV = tf.add(tf.mul(v.read(offset, flat), beta2), tf.mul(tf.square(g), 1 - beta2));
    const root = tf.add(tf.div(tf.sqrt(nextV), Math.sqrt(1 - beta2 ** step)), epsilon);
    const next: Tensor = tf.sub(flat, tf.mul(tf.div(nextM, root), lr / (1 - beta1 ** step)));
    for (const { parameter, offset: at } of run) {
      parameter.assign(tf.reshape(tf.slice(next, [at - offset], [parameter.size]), parameter.shape) as never);
    }
    m.write(offset, nextM);
    v.write(offset, nextV);
  }
  m.assign();
  v.assign();
}

/** Parameters whose states lie side by side and that have had as many gradients, together. */
function neighbours(steps: readonly ParameterStep[]): ParameterStep[][] {
  const runs: ParameterStep[][] = [];
  for (const one of steps.toSorted((a, b) => a.offset - b.offset)) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.step === one.step && last.offset + last.parameter.size === one.offset) runs.at(-1)!.push(one);
    else runs.push([one]);
  }
  return runs;
}

function flattened(tf: Tf, tensors: readonly Tensor[]): Tensor {
  return tf.concat(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}
