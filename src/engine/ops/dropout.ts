import type { DropoutDraw } from "../../kernels/keep_mask.ts";
import { checkDraw } from "../../kernels/ops/dropout.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { dropout as kernel } from "../backend/kernels/dropout.ts";
import { dropoutComposite } from "../composite/dropout.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** Some elements become 0, the others are divided by `1 − rate`; the same ones on every engine. */
export function dropout(engine: Engine, x: Tensor, draw: DropoutDraw): Tensor {
  checkDraw(draw);
  if (!engine.backend) return dropoutComposite(engine, x, draw);
  return customGradient(engine, [x], () => ({
    value: runBackendKernel(engine, kernel, [x], draw)[0]!,
    saved: [],
    gradient: (dy) => runBackendKernel(engine, kernel, [dy], draw),
  }));
}
