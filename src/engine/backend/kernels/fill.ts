import type { BackendKernel, KernelCall } from "../backend_kernel.ts";
import type { TensorInfo, TensorType } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

/** Attributes of a fill. */
export interface FillAttributes {
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** The one value. */
  readonly value: number;
  /** Its type; that of the value when it is not given. */
  readonly dtype?: TensorType | undefined;
}

function filled(backend: WeftBackend, shape: readonly number[], value: number, dtype: TensorType): TensorInfo {
  const out = backend.output(shape, dtype);
  backend.values(out).fill(value);
  return out;
}

function ofPlainType({ inputs }: KernelCall<unknown>): boolean {
  return ["float32", "int32", "bool"].includes(inputs["x"]!.dtype);
}

/** A tensor of one value. */
export const fill: BackendKernel<FillAttributes> = {
  name: "Fill",
  takes: ({ attrs: { value, dtype = "float32" } }) => typeof value === "number" && dtype === "float32",
  run: ({ backend, attrs: { shape, value } }) => filled(backend, shape, value, "float32"),
};

/** Zeros of a tensor's shape and type. */
export const zerosLike: BackendKernel<unknown> = {
  name: "ZerosLike",
  takes: ofPlainType,
  run: ({ backend, inputs: { x } }) => filled(backend, x!.shape, 0, x!.dtype),
};

/** Ones of a tensor's shape and type. */
export const onesLike: BackendKernel<unknown> = {
  name: "OnesLike",
  takes: ofPlainType,
  run: ({ backend, inputs: { x } }) => filled(backend, x!.shape, 1, x!.dtype),
};

/** Rows with one value that differs from the rest. */
export const oneHot: BackendKernel<
  { readonly depth: number; readonly onValue: number; readonly offValue: number; readonly dtype: TensorType }
> = {
  name: "OneHot",
  run({ backend, inputs, attrs: { depth, onValue, offValue, dtype } }) {
    const indices = inputs["indices"] as TensorInfo;
    const out = filled(backend, [...indices.shape, depth], offValue, dtype);
    const [at, to] = [backend.values(indices), backend.values(out)];
    for (let i = 0; i < at.length; i++) if (at[i]! >= 0 && at[i]! < depth) to[i * depth + at[i]!] = onValue;
    return out;
  },
};
