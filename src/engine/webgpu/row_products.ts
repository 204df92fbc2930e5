import { sddmm } from "../backend/kernels/sddmm.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tf } from "../tf.ts";
import type { SparsePattern } from "../transposed_pattern.ts";
import { constantOnCard } from "./constant_on_card.ts";
import { registerKernel } from "./register_kernel.ts";
import { runShader, type Shader } from "./run_shader.ts";

/** One entry of the pattern an invocation. */
const ROW_PRODUCTS: Shader = {
  name: "row_products",
  operands: ["a", "b", "rows", "columns"],
  uniforms: "both : i32,",
  body: `
  let width = uniforms.aShape[1];
  let i = rows[index];
  let j = columns[index];
  var sum = 0.0;
  for (var f = 0; f < width; f = f + 1) { sum = sum + a[i * width + f] * b[j * width + f]; }
  if (uniforms.both == 1 && i != j) {
    for (var f = 0; f < width; f = f + 1) { sum = sum + a[j * width + f] * b[i * width + f]; }
  }
  setOutputAtIndex(index, sum);`,
};

const rowsOf = new WeakMap<SparsePattern, Int32Array>();

/** Makes the products of rows at the entries of a pattern known to the library's WebGPU backend. */
export function registerRowProducts(tf: Tf): void {
  registerKernel(tf, sddmm, (backend, [a, b], { pattern, both }) => {
    const { indptr, indices } = pattern;
    const rows = rowsOf.get(pattern) ?? rowOfEntries(indptr, indices.length);
    rowsOf.set(pattern, rows);
    const operands = [a!, b!, constantOnCard(backend, rows), constantOnCard(backend, indices)];
    const uniforms = [{ type: "int32", data: [both ? 1 : 0] }] as const;
    return runShader(backend, ROW_PRODUCTS, { operands, uniforms, shape: [indices.length] });
  });
}
