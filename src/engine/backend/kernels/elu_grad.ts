import { binary } from "../../../kernels/ops/elementwise.ts";
import { broadcastWalk } from "../../../kernels/strided_walk.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Gradient in front of an ELU, from that behind it and its result. */
export const eluGrad: BackendKernel<unknown> = {
  name: "EluGrad",
  takes: allFloats,
  run({ backend, inputs }) {
    const { dy, y } = inputs as Record<"dy" | "y", TensorInfo>;
    const out = backend.output(y.shape);
    const pair = { a: backend.block(dy), b: backend.block(y), out: backend.block(out) };
    binary(backend.kernels, "binaryEluGradient", pair, broadcastWalk(y.shape, y.shape, y.shape));
    return out;
  },
};
