import { rowSoftmaxForward, rowSoftmaxGradient } from "../backend/kernels/row_softmax.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import type { Tf } from "../tf.ts";
import type { SparsePattern } from "../transposed_pattern.ts";
import { constantOnCard } from "./constant_on_card.ts";
import { registerKernel } from "./register_kernel.ts";
import { runShader, type Shader } from "./run_shader.ts";
import type { WebgpuBackend } from "./webgpu_backend.ts";

/** One row an invocation. */
const FORWARD: Shader = {
  name: "row_softmax",
  operands: ["score", "indptr"],
  uniforms: "scale : f32,",
  body: `
  let first = indptr[index];
  let end = indptr[index + 1];
  if (first < end) {
    var largest = uniforms.scale * score[first];
    for (var e = first + 1; e < end; e = e + 1) { largest = max(largest, uniforms.scale * score[e]); }
    var sum = 0.0;
    for (var e = first; e < end; e = e + 1) { sum = sum + exp(uniforms.scale * score[e] - largest); }
    for (var e = first; e < end; e = e + 1) {
      setOutputAtIndex(e, exp(uniforms.scale * score[e] - largest) / sum);
    }
  }`,
};

const GRADIENT: Shader = {
  name: "row_softmax_gradient",
  operands: ["y", "dy", "indptr"],
  uniforms: "scale : f32,",
  body: `
  let end = indptr[index + 1];
  var mean = 0.0;
  for (var e = indptr[index]; e < end; e = e + 1) { mean = mean + y[e] * dy[e]; }
  for (var e = indptr[index]; e < end; e = e + 1) {
    setOutputAtIndex(e, uniforms.scale * y[e] * (dy[e] - mean));
  }`,
};

/** Makes the softmax over the entries of each row of a pattern known to the library's WebGPU backend. */
export function registerRowSoftmax(tf: Tf): void {
  for (const [kernel, shader] of [[rowSoftmaxForward, FORWARD], [rowSoftmaxGradient, GRADIENT]] as const) {
    registerKernel(tf, kernel, (backend, inputs, { pattern, scale }) => run(backend, shader, inputs, pattern!, scale));
  }
}

function run(
  backend: WebgpuBackend,
  shader: Shader,
  inputs: readonly TensorInfo[],
  { nRows, indptr }: SparsePattern,
  scale: number,
): TensorInfo {
  return runShader(backend, shader, {
    operands: [...inputs, constantOnCard(backend, indptr)],
    uniforms: [{ type: "float32", data: [scale] }],
    shape: inputs[0]!.shape,
    count: nRows,
  });
}
