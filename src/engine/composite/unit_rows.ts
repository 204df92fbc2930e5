import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Shorter rows are divided by this. */
const SHORTEST = 1e-12;

/**
 * Rows divided by their length in the library's own ops. Short rows are kept away from the root, whose slope at 0 would
 * make the gradient not a number.
 */
export function unitRowsComposite({ tf }: Engine, x: Tensor): Tensor {
  const squares = tf.sum(tf.square(x), 1, true);
  const long = tf.step(tf.sub(squares, SHORTEST ** 2)), short = tf.sub(1, long);
  const lengths = tf.sqrt(tf.add(tf.mul(squares, long), short));
  return tf.div(x, tf.add(tf.mul(lengths, long), tf.mul(short, SHORTEST)));
}
