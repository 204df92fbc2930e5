import { klGaussian as measure } from "../../../kernels/ops/kl_gaussian.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import { sizeOf } from "../tensor_info.ts";

/** Divergence of normal distributions, from `(mean, logVar)` or with the prior's two behind them, and its gradients. */
export const klGaussian: BackendKernel<Recorded> = {
  name: "WeftKlGaussian",
  run({ backend, inputs, attrs: { recorded } }) {
    const moments = inputList(inputs);
    const { shape } = moments[0]!;
    const gradients = recorded ? moments.map(() => backend.output(shape)) : [];
    const value = measure(backend.kernels, {
      moments: moments.map((tensor) => backend.block(tensor)),
      length: sizeOf(shape),
      scale: 1 / Math.max(1, shape[0]!),
      gradients: gradients.map((tensor) => backend.block(tensor)),
    });
    return [backend.scalar(value), ...gradients];
  },
};
