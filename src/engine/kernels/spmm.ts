import type { SparseRows } from "../sparse_operator.ts";
import type { HostKernel } from "./host_kernel.ts";

/** `y = A x`, or `y = A x + c` when a second input is given. */
export const spmmKernel: HostKernel<{ readonly matrix: SparseRows }> = {
  name: "WeftSpmm",
  shapes: ([x], { matrix }) => [[matrix.nRows, x![1]!]],
  run([x, addend], [y], { matrix }, [shape]) {
    const width = shape![1]!;
    if (addend === undefined) y!.fill(0);
    else y!.set(addend);
    const { nRows, indptr, indices, values } = matrix;
    for (let i = 0; i < nRows; i++) {
      const row = i * width;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        const from = indices[p]! * width;
        const weight = values[p]!;
        for (let f = 0; f < width; f++) y![row + f]! += weight * x![from + f]!;
      }
    }
  },
};
