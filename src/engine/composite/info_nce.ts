import type { InfoNceAttributes } from "../backend/kernels/info_nce.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Below this a squared length counts as 0. */
const NOTHING = 1e-24;

/** InfoNCE in the library's own ops; keeps all pairs of a block. */
export function infoNceComposite(
  { tf }: Engine,
  a: Tensor,
  b: Tensor,
  { temperature, block }: InfoNceAttributes,
): Tensor {
  const [nRows, width] = a.shape as [number, number];
  const unit = (x: Tensor): Tensor => tf.div(x, tf.sqrt(tf.maximum(tf.sum(tf.square(x), 1, true), NOTHING)));
  const [u, v] = [unit(a), unit(b)];
  let total: Tensor = tf.mul(tf.add(tf.sum(a), tf.sum(b)), 0);
  for (let from = 0; from < nRows; from += block) {
    const size = Math.min(block, nRows - from);
    const [left, right] = [u, v].map((x) => tf.slice(x, [from, 0], [size, width]));
    const scores = tf.div(tf.matMul(left as never, right as never, false, true), temperature);
    const own = tf.mul(tf.sum(tf.mul(left!, right!)), 2 / temperature);
    const both = tf.add(tf.sum(tf.logSumExp(scores, 1)), tf.sum(tf.logSumExp(scores, 0)));
    total = tf.add(total, tf.sub(both, own));
  }
  return tf.div(total, 2 * Math.max(1, nRows));
}
