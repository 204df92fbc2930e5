import type { Engine } from "../engine.ts";
import { runHostKernel } from "../kernels/host_kernel.ts";
import { type TripletAttributes, tripletGradientKernel, tripletKernel } from "../kernels/triplet.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** Mean over triplets of the margin loss on rows of `z`. */
export function tripletOp(engine: Engine, z: Tensor, attributes: TripletAttributes): Tensor {
  return customGradient(engine, [z], () => ({
    value: runHostKernel(engine, tripletKernel, [z], attributes)[0]!,
    saved: [z],
    gradient: (dy, [rows]) => runHostKernel(engine, tripletGradientKernel, [rows!, dy], attributes),
  }));
}
