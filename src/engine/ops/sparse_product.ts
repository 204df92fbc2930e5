import { runBackendKernel } from "../backend/backend_kernel.ts";
import { spmm } from "../backend/kernels/spmm.ts";
import type { Engine } from "../engine.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";

/** `A x`, or `A x + c`, on any engine; has no gradient of its own: {@linkcode spmm} has. */
export function sparseProduct(engine: Engine, matrix: SparseRows, x: Tensor, addend?: Tensor): Tensor {
  return runBackendKernel(engine, spmm, addend === undefined ? [x] : [x, addend], { matrix })[0]!;
}
