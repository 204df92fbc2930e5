import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";
import { matMulTransposedFirst, matMulTransposedSecond } from "./sage_mean.ts";

/** `y = x W + b`, with `W` of `nIn × nOut`. */
export function linearOp(engine: Engine, x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const { tf } = engine;
  return customGradient(engine, [x, weight, bias], () => ({
    value: tf.add(tf.matMul(x as never, weight as never), bias),
    saved: [x, weight],
    gradient: (dy, [rows, w]) => [
      matMulTransposedSecond(engine, dy, w!),
      matMulTransposedFirst(engine, rows!, dy),
      tf.sum(dy, 0),
    ],
  }));
}
