import { inputList } from "../backend/backend_kernel.ts";
import { spmm } from "../backend/kernels/spmm.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tf } from "../tf.ts";
import type { TensorflowBackend } from "./tensorflow_backend.ts";

/** `A` as TensorFlow takes it: coordinates and shape in 64-bit integers. */
interface Coordinates {
  readonly indices: TensorInfo;
  readonly values: TensorInfo;
  readonly shape: TensorInfo;
}

const prepared = new WeakMap<SparseRows, Coordinates>();
const collected = new FinalizationRegistry<() => void>((dispose) => dispose());

/** Makes `A x` with a constant sparse `A` known to the library's TensorFlow backend. */
export function registerSparseProduct(tf: Tf): void {
  tf.registerKernel({
    kernelName: spmm.name,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const [x, addend] = inputList(inputs as never);
      const { matrix } = attrs as unknown as { readonly matrix: SparseRows };
      const flow = backend as unknown as TensorflowBackend;
      const { indices, values, shape } = coordinates(flow, matrix);
      const operands = [indices, values, shape, x!];
      const product = flow.executeSingleOutput("SparseTensorDenseMatMul", attributes(flow), operands);
      if (addend === undefined) return product as never;
      return tf.engine().runKernel("Add", { a: product as never, b: addend as never }) as never;
    },
  });
}

function attributes({ binding }: TensorflowBackend): object[] {
  return [
    { name: "T", type: binding["TF_ATTR_TYPE"], value: binding["TF_FLOAT"] },
    { name: "Tindices", type: binding["TF_ATTR_TYPE"], value: binding["TF_INT64"] },
    { name: "adjoint_a", type: binding["TF_ATTR_BOOL"], value: false },
    { name: "adjoint_b", type: binding["TF_ATTR_BOOL"], value: false },
  ];
}

/** Made once for a matrix, freed when the matrix is forgotten. */
function coordinates(flow: TensorflowBackend, matrix: SparseRows): Coordinates {
  const known = prepared.get(matrix);
  if (known) return known;
  const { nRows, nCols, indptr, indices, values } = matrix;
  const rows = rowOfEntries(indptr, indices.length);
  const pairs = new Int32Array(2 * indices.length).map((_, at) => at % 2 ? indices[at >> 1]! : rows[at >> 1]!);
  const made = {
    indices: constant(flow, [indices.length, 2], "TF_INT64", wide(pairs)),
    values: constant(flow, [indices.length], "TF_FLOAT", values.slice()),
    shape: constant(flow, [2], "TF_INT64", wide([nRows, nCols])),
  };
  prepared.set(matrix, made);
  collected.register(matrix, () => Object.values(made).forEach(({ dataId }) => flow.disposeData(dataId)));
  return made;
}

/** 64-bit integers that are not negative, as the binding takes them: two words each, the lower first. */
function wide(values: ArrayLike<number>): Int32Array {
  return new Int32Array(2 * values.length).map((_, word) => word % 2 ? 0 : values[word >> 1]!);
}

/**
 * A tensor that no scope of the library frees. The backend's own way to 64-bit integers is an op that warns on the
 * console.
 */
function constant(
  { binding, tensorMap }: TensorflowBackend,
  shape: readonly number[],
  type: "TF_INT64" | "TF_FLOAT",
  values: Int32Array | Float32Array,
): TensorInfo {
  const dataId = {};
  tensorMap.set(dataId, { shape, dtype: binding[type]!, values, id: -1, refCount: 1 });
  return { dataId, shape: [...shape], dtype: type === "TF_FLOAT" ? "float32" : "int32" } as TensorInfo;
}
