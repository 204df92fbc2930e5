import { attentionScore, attentionScoreBackward } from "../../../kernels/ops/attention_score.ts";
import { rowSoftmax, rowSoftmaxBackward } from "../../../kernels/ops/row_softmax.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** `softmax_m(tanh(x_m) u + 1e-6)` from `(u, x_0, x_1, …)`, then `tanh(x_m)` of every input. */
export const attentionWeights: BackendKernel<Record<never, never>> = {
  name: "WeftAttentionWeights",
  run({ backend, inputs }) {
    const { kernels } = backend;
    const [u, ...all] = inputList(inputs) as [TensorInfo, ...TensorInfo[]];
    const [nRows, width] = all[0]!.shape as [number, number];
    const weights = backend.output([nRows, all.length]);
    const block = backend.block(weights);
    const hidden = all.map((x, at) => {
      const out = backend.output(x.shape);
      const rows = { hidden: backend.block(out), u: backend.block(u), nRows, width };
      attentionScore(kernels, backend.block(x), rows, { block, at, count: all.length });
      return out;
    });
    rowSoftmax(kernels, { nRows, width: all.length }, block, block, 1);
    return [weights, ...hidden];
  },
};

/** Gradients of `u` and of every input, from `(dy, weights, u, tanh(x_0), tanh(x_1), …)`. */
export const attentionWeightsGradient: BackendKernel<Record<never, never>> = {
  name: "WeftAttentionWeightsGradient",
  run({ backend, inputs }) {
    const { kernels } = backend;
    const [dy, weights, u, ...all] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, ...TensorInfo[]];
    const [nRows, width] = all[0]!.shape as [number, number];
    const slope = kernels.alloc(nRows * all.length);
    const read = { y: backend.block(weights), dy: backend.block(dy) };
    rowSoftmaxBackward(kernels, { nRows, width: all.length }, read, slope, 1);
    const ofU = backend.output(u.shape);
    const sums = new Float64Array(width);
    const gradients = all.map((hidden, at) => {
      const out = backend.output(hidden.shape);
      const rows = { hidden: backend.block(hidden), u: backend.block(u), nRows, width };
      const part = attentionScoreBackward(kernels, rows, { block: slope, at, count: all.length }, backend.block(out));
      part.forEach((value, f) => sums[f]! += value);
      return out;
    });
    backend.block(ofU).f32.set(sums);
    kernels.free(slope);
    return [ofU, ...gradients];
  },
};
