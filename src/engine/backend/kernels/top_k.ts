import { topK as topKRows } from "../../../kernels/ops/top_k.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";

/** Above this, keeping the list sorted costs more than the library's selection. */
const MOST = 128;

/** The `k` largest of every row in falling order, and where they lie. */
export const topK: BackendKernel<{ readonly k: number }> = {
  name: "TopK",
  takes: (call) => allFloats(call) && call.attrs.k <= MOST && sizeOf(call.inputs["x"]!.shape) > 0,
  run({ backend, inputs, attrs: { k } }) {
    const x = inputs["x"] as TensorInfo;
    const lead = x.shape.slice(0, -1);
    const [values, places] = [backend.output([...lead, k]), backend.output([...lead, k], "int32")];
    const shape = { rows: sizeOf(lead), length: x.shape.at(-1)!, k };
    topKRows(backend.kernels, backend.block(x), shape, {
      values: backend.block(values),
      places: backend.block(places),
    });
    return [values, places];
  },
};
