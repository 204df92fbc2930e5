import { isometry } from "../backend/kernels/isometry.ts";
import { isometryComposite } from "../composite/isometry.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { lossOp } from "./loss_op.ts";

/** Sum over ordered pairs of rows of one class of `(‖uᵢ − uⱼ‖ − ‖vᵢ − vⱼ‖)²`, divided by the number of rows. */
export function isometryOp(engine: Engine, u: Tensor, v: Tensor, classes: Int32Array): Tensor {
  if (!engine.backend) return isometryComposite(engine, u, v, classes);
  return lossOp(engine, isometry, { inputs: [u, v] }, { classes });
}
