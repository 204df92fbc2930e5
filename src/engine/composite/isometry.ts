import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Below this a squared distance counts as 0, and has gradient 0. */
const NOTHING = 1e-24;

/** The isometry loss in the library's own ops; keeps all pairs, so it is for mini-batches. */
export function isometryComposite({ tf }: Engine, u: Tensor, v: Tensor, classes: Int32Array): Tensor {
  const n = classes.length;
  const distances = (x: Tensor): Tensor => {
    const width = x.shape[1]!;
    const difference = tf.sub(tf.reshape(x, [n, 1, width]), tf.reshape(x, [1, n, width]));
    return tf.sqrt(tf.maximum(tf.sum(tf.square(difference), 2), NOTHING));
  };
  const same = Float32Array.from({ length: n * n }, (_, p) => classes[Math.floor(p / n)] === classes[p % n] ? 1 : 0);
  const gaps = tf.square(tf.sub(distances(u), distances(v)));
  return tf.div(tf.sum(tf.mul(gaps, tf.tensor(same, [n, n]))), Math.max(1, n));
}
