import { weightedSum as sum, weightedSumBackward } from "../../../kernels/ops/weighted_sum.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** `Σ_m weight_im · x_m,i` from `(weights, x_0, x_1, …)`. */
export const weightedSum: BackendKernel<Record<never, never>> = {
  name: "WeftWeightedSum",
  run({ backend, inputs }) {
    const [weights, ...all] = inputList(inputs) as [TensorInfo, ...TensorInfo[]];
    const [nRows, width] = all[0]!.shape as [number, number];
    const out = backend.output([nRows, width]);
    const blocks = all.map((input) => backend.block(input));
    sum(backend.kernels, { weights: backend.block(weights), inputs: blocks, nRows, width }, backend.block(out));
    return out;
  },
};

/** Gradients of the weights and every input, from `(dy, weights, x_0, x_1, …)`. */
export const weightedSumGradient: BackendKernel<Record<never, never>> = {
  name: "WeftWeightedSumGradient",
  run({ backend, inputs }) {
    const [dy, weights, ...all] = inputList(inputs) as [TensorInfo, TensorInfo, ...TensorInfo[]];
    const [nRows, width] = all[0]!.shape as [number, number];
    const outputs = [weights, ...all].map(({ shape }) => backend.output(shape));
    const [ofWeights, ...ofInputs] = outputs.map((output) => backend.block(output));
    const of = { weights: backend.block(weights), inputs: all.map((input) => backend.block(input)), nRows, width };
    weightedSumBackward(backend.kernels, of, backend.block(dy), { weights: ofWeights!, inputs: ofInputs });
    return outputs;
  },
};
