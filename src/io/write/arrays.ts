import type { DType, TypedArray } from "../../data/dtype.ts";
import type { Hdf5Writer, WrittenAttributes } from "../hdf5_writer/writer.ts";

/** The attributes that name an encoding. */
export function encoding(type: string, version: string): WrittenAttributes {
  return { "encoding-type": type, "encoding-version": version };
}

/** The bytes of a typed array, without a copy. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Writes numbers or booleans of any rank. */
export function writeNumbers(
  values: TypedArray,
  dtype: DType,
  shape: readonly number[],
  writer: Hdf5Writer,
  attributes: WrittenAttributes = encoding("array", "0.2.0"),
): Promise<number> {
  return writer.array({ type: dtype, shape, data: bytesOf(values) }, attributes);
}

/** Writes strings of any rank. */
export function writeStrings(values: readonly string[], shape: readonly number[], writer: Hdf5Writer): Promise<number> {
  return writer.array({ type: "string", shape, data: values }, encoding("string-array", "0.2.0"));
}
