import { flagsToFloats } from "../../../kernels/ops/elementwise.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo, type TensorType } from "../tensor_info.ts";

/**
 * The same numbers in another type. The library's own way leaves integers where they are and calls them floats, which
 * holds for JavaScript's arrays and not for blocks.
 */
export const cast: BackendKernel<{ readonly dtype: TensorType }> = {
  name: "Cast",
  takes: ({ inputs, attrs: { dtype } }) => [dtype, inputs["x"]!.dtype].every((type) => PLAIN.has(type)),
  run({ backend, inputs, attrs: { dtype } }) {
    const x = inputs["x"] as TensorInfo;
    if (x.dtype === dtype) return backend.share(x, x.shape);
    const out = backend.output(x.shape, dtype);
    const [from, to] = [backend.values(x), backend.values(out)];
    if (dtype === "bool") { for (let i = 0; i < to.length; i++) to[i] = from[i] === 0 ? 0 : 1; }
    else if (x.dtype === "bool" && dtype === "float32") {
      flagsToFloats(backend.kernels, backend.block(x), backend.block(out), sizeOf(x.shape));
    } else to.set(from);
    return out;
  },
};

const PLAIN: ReadonlySet<TensorType> = new Set(["float32", "int32", "bool"]);
