import { isometry } from "../backend/kernels/isometry.ts";
import { isometryComposite } from "../composite/isometry.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";
import { lossOp } from "./loss_op.ts";

/** Sum over ordered pairs of rows of one class of `(‖uᵢ − uⱼ‖ − ‖vᵢ − vⱼ‖)²`, divided by the number of rows. */
export function isometryOp(engine: Engine, u: Tensor, v: Tensor, classes: Int32Array): Tensor {
  for (const [name, x] of Object.entries({ u, v })) checkShape(name, x, [classes.length, checkMatrix(name, x)[1]]);
  if (!engine.backend) return isometryComposite(engine, u, v, classes);
  return lossOp(engine, isometry, { inputs: [u, v] }, { classes });
}
