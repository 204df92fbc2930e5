import { gather as gatherSlices, segmentSum } from "../../../kernels/ops/layout.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import { ofWords } from "./slice.ts";

/** Slices of one axis in the order, and as often, as a list of places says. */
export const gather: BackendKernel<{ readonly axis: number; readonly batchDims?: number | undefined }> = {
  name: "GatherV2",
  takes: (call) => ofWords(call) && call.inputs["indices"]!.dtype === "int32",
  run({ backend, inputs, attrs: { axis, batchDims = 0 } }) {
    const { x, indices } = inputs as Record<"x" | "indices", TensorInfo>;
    const along = axis < 0 ? axis + x.shape.length : axis;
    const shared = batchDims < 0 ? batchDims + indices.shape.length : batchDims;
    const [batch, list] = [x.shape.slice(0, shared), indices.shape.slice(shared)];
    const shape = {
      batch: sizeOf(batch),
      outer: sizeOf(x.shape.slice(shared, along)),
      length: x.shape[along]!,
      count: sizeOf(list),
      slice: sizeOf(x.shape.slice(along + 1)),
    };
    const out = backend.output([...x.shape.slice(0, along), ...list, ...x.shape.slice(along + 1)], x.dtype);
    gatherSlices(backend.kernels, backend.block(x), backend.block(indices), backend.block(out), shape);
    return out;
  },
};

/** Rows summed by the segment they belong to: what undoes a gather. */
export const unsortedSegmentSum: BackendKernel<{ readonly numSegments: number }> = {
  name: "UnsortedSegmentSum",
  takes: ({ inputs: { x, segmentIds } }) =>
    x!.dtype === "float32" && segmentIds!.dtype === "int32" && segmentIds!.shape.length === 1,
  run({ backend, inputs, attrs: { numSegments } }) {
    const { x, segmentIds } = inputs as Record<"x" | "segmentIds", TensorInfo>;
    const rest = x.shape.slice(1);
    const out = backend.output([numSegments, ...rest]);
    const shape = { rows: x.shape[0]!, width: sizeOf(rest), segments: numSegments };
    segmentSum(backend.kernels, backend.block(x), backend.block(segmentIds), backend.block(out), shape);
    return out;
  },
};
