import { spmm as multiply } from "../../../kernels/ops/spmm.ts";
import type { SparseRows } from "../../sparse_operator.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { sparseBlocks } from "../sparse_blocks.ts";

/** `A x`, or `A x + c` when a second input is given. */
export const spmm: BackendKernel<{ readonly matrix: SparseRows }> = {
  name: "WeftSparseProduct",
  run({ backend, inputs, attrs: { matrix } }) {
    const [x, addend] = inputList(inputs);
    const width = x!.shape[1]!;
    const out = backend.output([matrix.nRows, width]);
    const plus = addend && backend.block(addend);
    multiply(
      backend.kernels,
      sparseBlocks(backend.kernels, matrix),
      backend.block(x!),
      backend.block(out),
      width,
      plus,
    );
    return out;
  },
};
