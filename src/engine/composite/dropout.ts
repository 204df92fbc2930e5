import { type DropoutDraw, keepMask } from "../../kernels/keep_mask.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** A dropout in the library's own ops, by a mask made outside of it. */
export function dropoutComposite(engine: Engine, x: Tensor, draw: DropoutDraw): Tensor {
  return engine.tf.mul(x, engine.tensor(keepMask(x.size, draw), x.shape));
}
