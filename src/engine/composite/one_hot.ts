import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** 1 where a row's label is the column, else 0, as floats. */
export function oneHot({ tf, backend }: Engine, labels: Tensor, width: number): Tensor {
  // The library's own op wants two columns at least; compiled kernels have it, and do not compare integers.
  if (backend) return width > 1 ? tf.oneHot(labels as never, width, 1, 0, "float32") : tf.ones([labels.size, 1]);
  return tf.cast(tf.equal(tf.reshape(labels, [-1, 1]), tf.range(0, width, 1, "int32")), "float32");
}
