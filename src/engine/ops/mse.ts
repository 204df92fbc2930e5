import { mse } from "../backend/kernels/mse.ts";
import { mseComposite } from "../composite/mse.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { lossOp } from "./loss_op.ts";

/** Mean over all entries of `(prediction − target)²`, 0 without any; the target is a constant. */
export function mseOp(engine: Engine, prediction: Tensor, target: Tensor): Tensor {
  if (!engine.backend) return mseComposite(engine, prediction, target);
  return lossOp(engine, mse, { inputs: [prediction], constants: [target] }, {});
}
