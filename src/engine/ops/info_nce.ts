import { infoNce, type InfoNceAttributes } from "../backend/kernels/info_nce.ts";
import { infoNceComposite } from "../composite/info_nce.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";
import { lossOp } from "./loss_op.ts";

/** InfoNCE on cosines in both directions, negatives from blocks of consecutive rows; mean over rows. */
export function infoNceOp(engine: Engine, a: Tensor, b: Tensor, form: InfoNceAttributes): Tensor {
  checkShape("b", b, checkMatrix("a", a));
  if (!engine.backend) return infoNceComposite(engine, a, b, form);
  return lossOp(engine, infoNce, { inputs: [a, b] }, form);
}
