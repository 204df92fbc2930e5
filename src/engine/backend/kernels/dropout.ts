import type { DropoutDraw } from "../../../kernels/keep_mask.ts";
import { dropout as drop } from "../../../kernels/ops/dropout.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";

/** A dropout, which is its own gradient. */
export const dropout: BackendKernel<DropoutDraw> = {
  name: "WeftDropout",
  run({ backend, inputs, attrs }) {
    const [x] = inputList(inputs);
    const out = backend.output(x!.shape);
    drop(backend.kernels, backend.block(x!), backend.block(out), attrs);
    return out;
  },
};
