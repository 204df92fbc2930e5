import { logicalNot as not, select as choose } from "../../../kernels/ops/elementwise.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";

/** `condition ? t : e`, element by element of one shape. */
export const select: BackendKernel<unknown> = {
  name: "Select",
  takes({ inputs }) {
    const { condition, t, e } = inputs as Record<"condition" | "t" | "e", TensorInfo>;
    const same = condition.shape.length === t.shape.length && sizeOf(condition.shape) === sizeOf(t.shape);
    return same && condition.dtype === "bool" && t.dtype === e.dtype && t.dtype !== "bool";
  },
  run({ backend, inputs }) {
    const { condition, t, e } = inputs as Record<"condition" | "t" | "e", TensorInfo>;
    const out = backend.output(t.shape, t.dtype);
    const pair = { a: backend.block(t), b: backend.block(e), out: backend.block(out) };
    choose(backend.kernels, backend.block(condition), pair, sizeOf(t.shape));
    return out;
  },
};

/** Flags turned round. */
export const logicalNot: BackendKernel<unknown> = {
  name: "LogicalNot",
  takes: ({ inputs }) => inputs["x"]!.dtype === "bool",
  run({ backend, inputs }) {
    const x = inputs["x"] as TensorInfo;
    const out = backend.output(x.shape, "bool");
    not(backend.kernels, backend.block(x), backend.block(out), sizeOf(x.shape));
    return out;
  },
};
