import type { Engine } from "../engine.ts";
import type { DenseOperands } from "../ops/dense.ts";
import type { Tensor } from "../tf.ts";

/** A dense layer in the library's own ops. */
export function denseComposite(
  { tf }: Engine,
  { x, weight, bias }: DenseOperands,
  { relu }: { readonly relu: boolean },
): Tensor {
  const sum = tf.add(tf.matMul(x as never, weight as never), bias);
  return relu ? tf.relu(sum) : sum;
}
