import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** `softmax_m(tanh(x_m) u + 1e-6)`, in the library's own ops. */
export function attentionWeightsComposite({ tf }: Engine, inputs: readonly Tensor[], u: Tensor): Tensor {
  const column = tf.reshape(u, [u.size, 1]);
  const scores = inputs.map((x) => tf.add(tf.matMul(tf.tanh(x), column), 1e-6));
  return tf.softmax(tf.concat(scores, 1));
}

/** `Σ_m weight_im · x_m,i`, in the library's own ops. */
export function weightedSumComposite({ tf }: Engine, weights: Tensor, inputs: readonly Tensor[]): Tensor {
  const nRows = weights.shape[0]!;
  return tf.addN(inputs.map((x, m) => tf.mul(x, tf.slice(weights, [0, m], [nRows, 1]))));
}
