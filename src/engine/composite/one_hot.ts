import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** 1 where a row's label is the column, else 0, as floats; the library's own op wants two columns at least. */
export function oneHot({ tf }: Engine, labels: Tensor, width: number): Tensor {
  return tf.cast(tf.equal(tf.reshape(labels, [-1, 1]), tf.range(0, width, 1, "int32")), "float32");
}
