import { type BackendKernel, inputList } from "../backend_kernel.ts";

/** Weights of scalars, in their order. */
export interface SumTermsAttributes {
  /** One weight a scalar. */
  readonly weights: readonly number[];
}

/** `Σ weight · value` of scalars. */
export const sumTermsForward: BackendKernel<SumTermsAttributes> = {
  name: "WeftSumTerms",
  run({ backend, inputs, attrs: { weights } }) {
    let total = 0;
    inputList(inputs).forEach((value, i) => total += weights[i]! * backend.block(value).f32[0]!);
    return backend.scalar(total);
  },
};

/** Gradients of all scalars, from `dy`. */
export const sumTermsBackward: BackendKernel<SumTermsAttributes> = {
  name: "WeftSumTermsGradient",
  run({ backend, inputs, attrs: { weights } }) {
    const dy = backend.block(inputList(inputs)[0]!).f32[0]!;
    return weights.map((weight) => backend.scalar(weight * dy));
  },
};
