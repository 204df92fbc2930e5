import { edgeProduct } from "../backend/kernels/edge_product.ts";
import { spmm } from "../backend/kernels/spmm.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import type { Tf } from "../tf.ts";
import type { MappedPattern, SparsePattern } from "../transposed_pattern.ts";
import { constantOnCard } from "./constant_on_card.ts";
import { registerKernel } from "./register_kernel.ts";
import { runShader, type Shader } from "./run_shader.ts";
import type { WebgpuBackend } from "./webgpu_backend.ts";

/** One element of the product an invocation; `place` finds the weight of entry `e`. */
const product = (start: string, place: string): string => `
  let width = uniforms.xShape[1];
  let row = index / width;
  let column = index % width;
  var sum = ${start};
  for (var e = indptr[row]; e < indptr[row + 1]; e = e + 1) {
    sum = sum + values[${place}] * x[indices[e] * width + column];
  }
  setOutputAtIndex(index, sum);`;

const OPERANDS = ["x", "indptr", "indices", "values"];
const PRODUCT: Shader = { name: "sparse_product", operands: OPERANDS, body: product("0.0", "e") };
const PLUS: Shader = {
  name: "sparse_product_plus",
  operands: [...OPERANDS, "addend"],
  body: product("addend[index]", "e"),
};
const MAPPED: Shader = {
  name: "mapped_sparse_product",
  operands: [...OPERANDS, "places"],
  body: product("0.0", "places[e]"),
};

/** Makes `A x` known to the library's WebGPU backend: with a constant `A`, and with one whose weights are a tensor. */
export function registerSparseProducts(tf: Tf): void {
  registerKernel(tf, spmm, (backend, [x, addend], { matrix }) => {
    const values = constantOnCard(backend, matrix.values);
    return multiply(backend, addend ? PLUS : PRODUCT, matrix, x!, addend ? [values, addend] : [values]);
  });
  registerKernel(tf, edgeProduct, (backend, [values, x], { pattern }) => {
    const { places } = pattern as MappedPattern;
    const weights = places ? [values!, constantOnCard(backend, places)] : [values!];
    return multiply(backend, places ? MAPPED : PRODUCT, pattern, x!, weights);
  });
}

function multiply(
  backend: WebgpuBackend,
  shader: Shader,
  { nRows, indptr, indices }: SparsePattern,
  x: TensorInfo,
  weights: readonly TensorInfo[],
): TensorInfo {
  const [starts, columns] = [indptr, indices].map((array) => constantOnCard(backend, array)) as [
    TensorInfo,
    TensorInfo,
  ];
  return runShader(backend, shader, { operands: [x, starts, columns, ...weights], shape: [nRows, x.shape[1]!] });
}
