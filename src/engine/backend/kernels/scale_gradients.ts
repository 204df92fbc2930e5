import { scale } from "../../../kernels/ops/scale.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";

/**
 * Gradients times a number, from `(dy, …gradients)`, in their own memory: each was kept for this one use. An upstream of 1
 * costs nothing.
 */
export const scaleGradients: BackendKernel<Record<never, never>> = {
  name: "WeftScaleGradients",
  run({ backend, inputs }) {
    const [dy, ...gradients] = inputList(inputs);
    const factor = backend.block(dy!).f32[0]!;
    return gradients.map((gradient) => {
      if (factor !== 1) scale(backend.kernels, backend.block(gradient), factor);
      return backend.again(gradient);
    });
  },
};
