import { allocate, type DType, type TypedArray } from "../../data/dtype.ts";

/** Bytes as numbers in the order of this machine, a complex number as two; memory is shared where they own all of it. */
export function numbersOfBytes(bytes: Uint8Array, dtype: DType | "complex64" | "complex128"): TypedArray {
  const part = dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;
  const View = allocate(part, 0).constructor as new (buffer: ArrayBufferLike) => TypedArray;
  return new View(bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer);
}
