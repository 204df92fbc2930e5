import { runBackendKernel } from "../backend/backend_kernel.ts";
import { nearestPrototype } from "../backend/kernels/nearest_prototype.ts";
import { nearestPrototypeComposite } from "../composite/nearest_prototype.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";

/** Nearest prototype of each row by Euclidean distance, from the products of rows and prototypes; has no gradient. */
export function nearestPrototypeOp(engine: Engine, products: Tensor, prototypes: Tensor): Tensor {
  const [count] = checkMatrix("prototypes", prototypes);
  checkShape("products", products, [checkMatrix("products", products)[0], count]);
  if (!engine.backend) return nearestPrototypeComposite(engine, products, prototypes);
  return runBackendKernel(engine, nearestPrototype, [products, prototypes], {})[0]!;
}
