import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo, type TensorType } from "../tensor_info.ts";

/**
 * The same numbers in another type. The library's own way leaves integers where they are and calls them floats, which
 * holds for JavaScript's arrays and not for blocks.
 */
export const cast: BackendKernel<{ readonly dtype: TensorType }> = {
  name: "Cast",
  run({ backend, inputs, attrs: { dtype } }) {
    const x = inputs["x"] as TensorInfo;
    const values = backend.values(x);
    if (dtype === "bool") return backend.flags(Uint8Array.from(values, (value) => value === 0 ? 0 : 1), x.shape);
    const out = backend.output(x.shape, dtype);
    const to = backend.values(out);
    for (let i = sizeOf(x.shape) - 1; i >= 0; i--) to[i] = values[i]!;
    return out;
  },
};
