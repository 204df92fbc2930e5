import { softmax as softmaxRows } from "../../../kernels/ops/softmax.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";

/** `exp(x) / Σ exp(x)` along the last axis. */
export const softmax: BackendKernel<{ readonly dim: number }> = {
  name: "Softmax",
  takes: (call) => allFloats(call) && [-1, call.inputs["logits"]!.shape.length - 1].includes(call.attrs.dim),
  run({ backend, inputs }) {
    const x = inputs["logits"] as TensorInfo;
    const out = backend.output(x.shape);
    const [rows, length] = [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1)!];
    softmaxRows(backend.kernels, backend.block(x), backend.block(out), { rows, length });
    return out;
  },
};
