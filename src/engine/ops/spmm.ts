import type { Engine } from "../engine.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";
import { sparseProduct } from "./sparse_product.ts";

/** `A x` for a constant sparse `A`; its gradient is `Aᵀ g`. */
export function spmm(engine: Engine, { forward, backward }: SparseOperator, x: Tensor): Tensor {
  checkShape("x", x, [forward.nCols, x.shape[1] ?? 0]);
  return customGradient(engine, [x], () => ({
    value: sparseProduct(engine, forward, x),
    saved: [],
    gradient: (dy) => [sparseProduct(engine, backward, dy)],
  }));
}
