import type { Engine } from "../engine.ts";
import { edgeSmoothnessGradientKernel, edgeSmoothnessKernel } from "../kernels/edge_smoothness.ts";
import { runHostKernel } from "../kernels/host_kernel.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** Mean over edges of the squared distance between the rows of `z` they join. */
export function edgeSmoothnessOp(engine: Engine, z: Tensor, matrix: SparseRows): Tensor {
  return customGradient(engine, [z], () => ({
    value: runHostKernel(engine, edgeSmoothnessKernel, [z], { matrix })[0]!,
    saved: [z],
    gradient: (dy, [rows]) => runHostKernel(engine, edgeSmoothnessGradientKernel, [rows!, dy], { matrix }),
  }));
}
