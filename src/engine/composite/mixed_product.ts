import type { Engine } from "../engine.ts";
import type { MixedGraphs, MixedProductTensors } from "../ops/mixed_product.ts";
import { spmm } from "../ops/spmm.ts";
import { spmmEdges } from "../ops/spmm_edges.ts";
import type { Tensor } from "../tf.ts";

/** `w S x + v A x + b 1 1ᵀ x`, product by product. */
export function mixedProductComposite(
  engine: Engine,
  { operator, structure }: MixedGraphs,
  { values, x, fixed, learned, all }: MixedProductTensors,
): Tensor {
  const { tf } = engine;
  const sparse = tf.add(
    tf.mul(spmm(engine, operator, x), fixed),
    tf.mul(spmmEdges(engine, structure, values, x), learned),
  );
  return tf.add(sparse, tf.mul(tf.sum(x, 0, true), all));
}
