import { prototypeRatio } from "../backend/kernels/prototype_ratio.ts";
import type { TemperatureAttributes } from "../backend/kernels/softmax_cross_entropy.ts";
import { prototypeRatioComposite } from "../composite/prototype_ratio.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { lossOp } from "./loss_op.ts";

/** The ratio loss of products of rows and prototypes, given the prototype each row belongs to. */
export function prototypeRatioOp(
  engine: Engine,
  products: Tensor,
  labels: Tensor,
  form: TemperatureAttributes,
): Tensor {
  if (!engine.backend) return prototypeRatioComposite(engine, products, labels, form);
  return lossOp(engine, prototypeRatio, { inputs: [products], constants: [labels] }, form);
}
