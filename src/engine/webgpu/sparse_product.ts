import type { TensorInfo } from "../backend/tensor_info.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { Tensor, Tf } from "../tf.ts";

/** The part of the library's WebGPU backend that a kernel of one's own needs. */
interface WebgpuBackend {
  runWebGPUProgram(program: object, inputs: readonly TensorInfo[], dtype: "float32"): TensorInfo;
}

/** Invocations of one workgroup: a row's elements are spread over them. */
const GROUP = 64;
const MOST_GROUPS = 65_535;

/** One element of the product an invocation: the entries of a row are read once for each column. */
const WGSL = (entry: string): string =>
  `${entry} {
  if (index < uniforms.size) {
    let width = uniforms.xShape[1];
    let row = index / width;
    let column = index % width;
    var sum = 0.0;
    for (var e = indptr[row]; e < indptr[row + 1]; e = e + 1) {
      sum = sum + values[e] * x[indices[e] * width + column];
    }
    setOutputAtIndex(index, sum);
  }
}`;

interface MatrixOnCard {
  readonly indptr: Tensor;
  readonly indices: Tensor;
  readonly values: Tensor;
}

const onCard = new WeakMap<SparseRows, MatrixOnCard>();
const collected = new FinalizationRegistry<MatrixOnCard>(({ indptr, indices, values }) => {
  for (const tensor of [indptr, indices, values]) tensor.dispose();
});

/** Makes `A x` with a constant sparse `A` known to the library's WebGPU backend, as a compute shader. */
export function registerSparseProduct(tf: Tf, kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: "webgpu",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const [x, addend] = Object.values(inputs) as unknown as TensorInfo[];
      const { matrix } = attrs as unknown as { readonly matrix: SparseRows };
      const { indptr, indices, values } = upload(tf, matrix);
      const shape = [matrix.nRows, x!.shape[1]!];
      const program = programFor(shape);
      const operands = [x!, indptr, indices, values] as TensorInfo[];
      const product = (backend as unknown as WebgpuBackend).runWebGPUProgram(program, operands, "float32");
      if (addend === undefined) return product as never;
      const sum = tf.engine().runKernel("Add", { a: product as never, b: addend as never });
      (backend as unknown as { disposeData(dataId: object): void }).disposeData(product.dataId);
      return sum as never;
    },
  });
}

function programFor(outputShape: readonly number[]): object {
  const groups = Math.ceil(outputShape[0]! * outputShape[1]! / GROUP);
  return {
    variableNames: ["x", "indptr", "indices", "values"],
    outputShape,
    shaderKey: "weft_sparse_product",
    workgroupSize: [GROUP, 1, 1],
    size: true,
    dispatchLayout: { x: [0, 1] },
    dispatch: [Math.min(MOST_GROUPS, groups), Math.ceil(groups / MOST_GROUPS), 1],
    getUserCode: () => WGSL("fn main(index : i32)"),
  };
}

function upload(tf: Tf, matrix: SparseRows): MatrixOnCard {
  let tensors = onCard.get(matrix);
  if (!tensors) {
    const indptr = tf.keep(tf.tensor1d(matrix.indptr, "int32"));
    const indices = tf.keep(tf.tensor1d(atLeastOne(matrix.indices), "int32"));
    const values = tf.keep(tf.tensor1d(atLeastOne(matrix.values)));
    tensors = { indptr, indices, values };
    onCard.set(matrix, tensors);
    collected.register(matrix, tensors);
  }
  return tensors;
}

/** A card binds no empty buffers. */
function atLeastOne<T extends Int32Array | Float32Array>(array: T): T {
  return array.length > 0 ? array : new (array.constructor as new (length: number) => T)(1);
}
