import { cumulate, position, type PositionOp, reduce, type ReduceOp } from "../../../kernels/ops/reduce.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { middleAxis } from "../middle_axis.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import { withoutAxes } from "../without_axes.ts";
import { permuted } from "./transpose.ts";

interface ReduceAttributes {
  readonly axis?: number | readonly number[] | undefined;
  readonly reductionIndices?: number | readonly number[] | undefined;
  readonly keepDims: boolean;
}

/** Name in the library, kernel, and whether the result is divided by the number of elements it comes from. */
const TABLE: readonly (readonly [name: string, op: ReduceOp, mean: boolean])[] = [
  ["Max", "reduceMax", false],
  ["Mean", "reduceSum", true],
  ["Min", "reduceMin", false],
  ["Prod", "reduceProd", false],
  ["Sum", "reduceSum", false],
];

/** Every op that collects the floats of some axes into one. */
export const REDUCE: readonly BackendKernel<ReduceAttributes>[] = TABLE.map(([name, op, mean]) => ({
  name,
  takes: allFloats,
  run({ backend, inputs, attrs: { axis, reductionIndices, keepDims } }) {
    const x = inputs["x"] as TensorInfo;
    const { shape, kept, axes } = withoutAxes(x.shape, axis ?? reductionIndices, keepDims);
    const out = backend.output(shape);
    const count = axes.reduce((size, d) => size * x.shape[d]!, 1);
    const extreme = op === "reduceMax" || op === "reduceMin";
    if (count === 0 && extreme) backend.values(out).fill(NaN);
    else {
      const view = middleAxis(x.shape, axes);
      // Axes that do not lie side by side are brought together first.
      const together = view ? x : permuted(backend, x, [...kept, ...axes]);
      const along = view ?? { outer: sizeOf(shape), length: count, inner: 1 };
      reduce(
        backend.kernels,
        op,
        backend.block(together),
        along,
        backend.block(out),
        mean && count > 0 ? 1 / count : 1,
      );
      if (!view) backend.release(together);
    }
    return out;
  },
}));

const POSITIONS: readonly (readonly [name: string, op: PositionOp])[] = [
  ["ArgMax", "positionMax"],
  ["ArgMin", "positionMin"],
];

/** Every op that says where the extreme of an axis lies. */
export const POSITION: readonly BackendKernel<{ readonly axis: number | readonly number[] }>[] = POSITIONS.map((
  [name, op],
) => ({
  name,
  takes: allFloats,
  run({ backend, inputs, attrs: { axis } }) {
    const x = inputs["x"] as TensorInfo;
    const { shape, axes } = withoutAxes(x.shape, axis, false);
    const out = backend.output(shape, "int32");
    position(backend.kernels, op, backend.block(x), middleAxis(x.shape, axes)!, backend.block(out));
    return out;
  },
}));

/** Running sums along one axis. */
export const cumsum: BackendKernel<
  { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean }
> = {
  name: "Cumsum",
  takes: allFloats,
  run({ backend, inputs, attrs: { axis, exclusive, reverse } }) {
    const x = inputs["x"] as TensorInfo;
    const out = backend.output(x.shape);
    const { axes } = withoutAxes(x.shape, axis, false);
    const along = middleAxis(x.shape, axes)!;
    cumulate(backend.kernels, backend.block(x), along, backend.block(out), { exclusive, reverse });
    return out;
  },
};
