import type { TensorInfo } from "../backend/tensor_info.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tensor, Tf } from "../tf.ts";

/** The part of the library's TensorFlow backend that runs ops by name. */
interface TensorflowBackend {
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly TensorInfo[]): TensorInfo;
  readonly binding: Readonly<Record<string, number>>;
}

/** `A` as TensorFlow takes it: coordinates and shape in 64-bit integers. */
interface Coordinates {
  readonly indices: TensorInfo;
  readonly values: TensorInfo;
  readonly shape: TensorInfo;
}

const prepared = new WeakMap<SparseRows, Coordinates>();
const collected = new FinalizationRegistry<readonly Tensor[]>((tensors) => {
  for (const tensor of tensors) tensor.dispose();
});

/** Makes `A x` with a constant sparse `A` known to the library's TensorFlow backend. */
export function registerSparseProduct(tf: Tf, kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const [x, addend] = Object.values(inputs) as unknown as TensorInfo[];
      const { matrix } = attrs as unknown as { readonly matrix: SparseRows };
      const flow = backend as unknown as TensorflowBackend;
      const { indices, values, shape } = coordinates(tf, flow, matrix);
      const product = flow.executeSingleOutput("SparseTensorDenseMatMul", attributes(flow), [
        indices,
        values,
        shape,
        x!,
      ]);
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

function coordinates(tf: Tf, flow: TensorflowBackend, matrix: SparseRows): Coordinates {
  const known = prepared.get(matrix);
  if (known) return known;
  const { nRows, nCols, indptr, indices } = matrix;
  const rows = rowOfEntries(indptr, indices.length);
  const pairs = Int32Array.from({ length: 2 * indices.length }, (_, at) => at % 2 ? indices[at >> 1]! : rows[at >> 1]!);
  const integers = tf.keep(tf.tensor2d(pairs, [indices.length, 2], "int32"));
  const values = tf.keep(tf.tensor1d(matrix.values));
  const shape = tf.keep(tf.tensor1d([nRows, nCols], "int32"));
  const made = { indices: to64(flow, integers), values: values as never, shape: to64(flow, shape) };
  prepared.set(matrix, made);
  collected.register(matrix, [integers, values, shape]);
  return made;
}

function to64(flow: TensorflowBackend, tensor: Tensor): TensorInfo {
  const { binding } = flow;
  const types = [
    { name: "SrcT", type: binding["TF_ATTR_TYPE"], value: binding["TF_INT32"] },
    { name: "DstT", type: binding["TF_ATTR_TYPE"], value: binding["TF_INT64"] },
    { name: "Truncate", type: binding["TF_ATTR_BOOL"], value: false },
  ];
  return flow.executeSingleOutput("Cast", types, [tensor as never]);
}
