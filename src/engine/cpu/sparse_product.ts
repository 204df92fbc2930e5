import type { TensorInfo } from "../backend/tensor_info.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tf } from "../tf.ts";

/** The part of the library's plain JavaScript backend that holds its tensors. */
interface CpuBackend {
  makeTensorInfo(shape: readonly number[], dtype: "float32", values: Float32Array): TensorInfo;
  readonly data: { get(dataId: object): { readonly values: Float32Array } };
}

/** Makes `A x` with a constant sparse `A` known to the library's plain JavaScript backend. */
export function registerSparseProduct(tf: Tf, kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: "cpu",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const cpu = backend as unknown as CpuBackend;
      const [x, addend] = Object.values(inputs) as unknown as TensorInfo[];
      const { matrix } = attrs as unknown as { readonly matrix: SparseRows };
      const width = x!.shape[1]!;
      const sums = addend ? cpu.data.get(addend.dataId).values.slice() : new Float32Array(matrix.nRows * width);
      addProduct(matrix, cpu.data.get(x!.dataId).values, sums, width);
      return cpu.makeTensorInfo([matrix.nRows, width], "float32", sums) as never;
    },
  });
}

function addProduct(
  { nRows, indptr, indices, values }: SparseRows,
  x: Float32Array,
  y: Float32Array,
  width: number,
): void {
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const from = indices[p]! * width, weight = values[p]!;
      for (let f = 0; f < width; f++) y[i * width + f]! += weight * x[from + f]!;
    }
  }
}
