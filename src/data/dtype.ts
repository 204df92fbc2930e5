import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/** Element types of arrays, by numpy's names. */
export type DType =
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float16"
  | "float32"
  | "float64";

/** Typed arrays whose elements are JavaScript numbers. */
export type NumberArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float16Array
  | Float32Array
  | Float64Array;

/** Every typed array that can hold the elements of a {@linkcode Dense}: numbers, and 64-bit integers as bigint. */
export type TypedArray = NumberArray | BigInt64Array | BigUint64Array;

type Constructor = { new (length: number): TypedArray; new (values: Iterable<number>): TypedArray };

const CONSTRUCTORS = {
  bool: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float16: Float16Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** A zero-filled typed array for `length` elements of a dtype; booleans are 0 and 1 in a Uint8Array. */
export function allocate(dtype: DType, length: number): TypedArray {
  return new (CONSTRUCTORS[dtype] as unknown as Constructor)(length);
}

/** The dtype of a typed array (a Uint8Array is `uint8`; `bool` must be said by who made it). */
export function dtypeOf(values: TypedArray): DType {
  for (const [dtype, constructor] of Object.entries(CONSTRUCTORS)) {
    if (dtype !== "bool" && values instanceof constructor) return dtype as DType;
  }
  throw new WeftError("InvalidArgument", { expected: "a typed array of numbers", found: show(values) });
}

/** Elements `indices` of a typed array, as a new array of the same type. */
export function takeElements<T extends TypedArray>(values: T, indices: ArrayLike<number>): T {
  const taken = allocate(dtypeOf(values), indices.length) as T;
  for (let i = 0; i < indices.length; i++) taken[i] = values[indices[i]!]!;
  return taken;
}

/** Whether a dtype holds floating point numbers, and with them NaN. */
export function isFloat(dtype: DType): boolean {
  return dtype.startsWith("float");
}
