import type { Activation } from "../../kernels/ops/activation.ts";
import type { Engine } from "../engine.ts";
import type { DenseOperands } from "../ops/dense.ts";
import type { Tensor } from "../tf.ts";
import { activationComposite } from "./activation.ts";

/** A dense layer in the library's own ops. */
export function denseComposite(engine: Engine, { x, weight, bias }: DenseOperands, activation: Activation): Tensor {
  const { tf } = engine;
  const parts = Array.isArray(x) ? x as readonly Tensor[] : [x as Tensor];
  const joined = parts.length === 1 ? parts[0]! : tf.concat([...parts], 1);
  const product = tf.matMul(joined as never, weight as never) as Tensor;
  return activationComposite(engine, bias ? tf.add(product, bias) : product, activation);
}
