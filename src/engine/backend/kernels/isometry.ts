import { isometry as measure, paddedRows } from "../../../kernels/ops/isometry.ts";
import { withScratch } from "../../../kernels/with_scratch.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Which rows are compared. */
export interface IsometryAttributes {
  /** Class of each row, at least 0. */
  readonly classes: Int32Array;
}

/** How well distances in `u` are kept in `v`, and the gradients of both. */
export const isometry: BackendKernel<IsometryAttributes & Recorded> = {
  name: "WeftIsometry",
  run({ backend, inputs, attrs: { classes, recorded } }) {
    const { kernels } = backend;
    const [u, v] = inputList(inputs) as [TensorInfo, TensorInfo];
    const rows = classes.length;
    const gradients = recorded ? [backend.output(u.shape), backend.output(v.shape)] as const : undefined;
    const value = withScratch(kernels, (take) => {
      const padded = take(kernels.alloc(paddedRows(kernels, rows)));
      padded.i32.fill(-1).set(classes);
      return measure(kernels, {
        u: backend.block(u),
        v: backend.block(v),
        widths: [u.shape[1]!, v.shape[1]!],
        classes: padded,
        rows,
        gradients: gradients && [backend.block(gradients[0]), backend.block(gradients[1])],
      });
    });
    return [backend.scalar(value), ...(gradients ?? [])];
  },
};
