import { unitRowsBackward } from "../../../kernels/ops/unit_rows_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";

/** Gradient in front of the division of rows by their length, from `(dy, y, lengths)`. */
export const unitRowsGradient: BackendKernel<Record<never, never>> = {
  name: "WeftUnitRowsGradient",
  run({ backend, inputs }) {
    const [dy, y, lengths] = inputList(inputs).map((tensor) => backend.block(tensor));
    const shape = inputList(inputs)[0]!.shape as [number, number];
    const dx = backend.output(shape);
    unitRowsBackward(backend.kernels, { dy: dy!, y: y!, lengths: lengths! }, backend.block(dx), shape);
    return dx;
  },
};
