import { softmaxCrossEntropy, type TemperatureAttributes } from "../backend/kernels/softmax_cross_entropy.ts";
import { softmaxCrossEntropyComposite } from "../composite/softmax_cross_entropy.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { lossOp } from "./loss_op.ts";

/** Mean over rows of the cross-entropy of `softmax(logits / temperature)` and integer labels. */
export function softmaxCrossEntropyOp(
  engine: Engine,
  logits: Tensor,
  labels: Tensor,
  form: TemperatureAttributes,
): Tensor {
  if (!engine.backend) return softmaxCrossEntropyComposite(engine, logits, labels, form);
  return lossOp(engine, softmaxCrossEntropy, { inputs: [logits], constants: [labels] }, form);
}
