import { gemm } from "../../../kernels/ops/gemm.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf } from "../tensor_info.ts";

/** Products of matrices, one for each position of the leading axes, which broadcast. */
export const batchMatMul: BackendKernel<{ readonly transposeA: boolean; readonly transposeB: boolean }> = {
  name: "BatchMatMul",
  run({ backend, inputs, attrs: { transposeA, transposeB } }) {
    const { kernels } = backend;
    const { a, b } = inputs as Record<"a" | "b", typeof inputs[string]>;
    const leadA = a.shape.slice(0, -2), leadB = b.shape.slice(0, -2);
    const [nA, nB] = [sizeOf(leadA), sizeOf(leadB)];
    const [rows, depth] = lastTwo(a.shape, transposeA);
    const columns = lastTwo(b.shape, transposeB)[1];
    const out = backend.output([...(nA >= nB ? leadA : leadB), rows, columns]);
    const [blockA, blockB, blockOut] = [a, b, out].map((tensor) => backend.block(tensor));
    for (let at = 0; at < Math.max(nA, nB); at++) {
      const left = { block: blockA!, rows, columns: depth, transposed: transposeA, offset: (at % nA) * rows * depth };
      const right = {
        block: blockB!,
        rows: depth,
        columns,
        transposed: transposeB,
        offset: (at % nB) * depth * columns,
      };
      gemm(kernels, left, right, { block: blockOut!, offset: at * rows * columns });
    }
    return out;
  },
};

function lastTwo(shape: readonly number[], transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}
