import type { DType } from "../../data/dtype.ts";
import { itemSize } from "../../data/item_size.ts";
import { ByteWriter } from "./byte_writer.ts";

/** Element types that can be written. */
export type WrittenType =
  | DType
  | "string"
  | "complex64"
  | "complex128"
  | { readonly fields: readonly WrittenField[] };

/** A field of records. */
export interface WrittenField {
  /** Name of the field. */
  readonly name: string;
  /** Element type. */
  readonly type: Exclude<WrittenType, object>;
  /** Shape of the field in one record; `[]` for a scalar. */
  readonly shape: readonly number[];
}

/** Bytes of an element in the file. */
export function sizeOf(type: WrittenType): number {
  if (typeof type === "object") return type.fields.reduce((sum, field) => sum + fieldSize(field), 0);
  return type === "string" ? 16 : itemSize(type)!;
}

/** Bytes of a field in a record. */
export function fieldSize({ type, shape }: WrittenField): number {
  return shape.reduce((product, length) => product * length, sizeOf(type));
}

const FLOATS = {
  float16: { size: 2, exponent: 5, mantissa: 10 },
  float32: { size: 4, exponent: 8, mantissa: 23 },
  float64: { size: 8, exponent: 11, mantissa: 52 },
} as const;

/** The HDF5 datatype message of an element type; booleans are the enum FALSE = 0, TRUE = 1 that h5py knows as bool. */
export function datatypeMessage(type: WrittenType): Uint8Array {
  if (typeof type === "object") return compound(type.fields);
  switch (type) {
    case "bool":
      return header(1, 8, [2, 0, 0], 1).bytes(integer(1, true)).bytes(ascii("FALSE\0\0\0TRUE\0\0\0\0")).bytes([0, 1])
        .done();
    case "string":
      return header(1, 9, [1, 1, 0], 16).bytes(integer(1, false)).done();
    case "complex64":
    case "complex128": {
      const part = type === "complex64" ? "float32" : "float64";
      return compound(["r", "i"].map((name) => ({ name, type: part, shape: [] })));
    }
    case "float16":
    case "float32":
    case "float64":
      return float(type);
    default:
      return integer(sizeOf(type), !type.startsWith("u"));
  }
}

function header(version: number, kind: number, bits: readonly number[], size: number): ByteWriter {
  return new ByteWriter().uint((version << 4) | kind, 1).bytes(bits).uint(size, 4);
}

function integer(size: number, signed: boolean): Uint8Array {
  return header(1, 0, [signed ? 8 : 0, 0, 0], size).uint(0, 2).uint(8 * size, 2).done();
}

function float(type: keyof typeof FLOATS): Uint8Array {
  const { size, exponent, mantissa } = FLOATS[type];
  const places = [mantissa, exponent, 0, mantissa];
  return header(1, 1, [0x20, 8 * size - 1, 0], size)
    .uint(0, 2).uint(8 * size, 2).bytes(places).uint(2 ** (exponent - 1) - 1, 4).done();
}

function compound(fields: readonly WrittenField[]): Uint8Array {
  const size = sizeOf({ fields });
  const message = header(3, 6, [fields.length & 255, fields.length >> 8, 0], size);
  const offsetBytes = size < 256 ? 1 : size < 65536 ? 2 : size < 2 ** 24 ? 3 : 4;
  let offset = 0;
  for (const field of fields) {
    message.bytes(new TextEncoder().encode(field.name)).uint(0, 1);
    message.bytes(Array.from({ length: offsetBytes }, (_, i) => (offset >>> (8 * i)) & 255));
    message.bytes(memberType(field));
    offset += fieldSize(field);
  }
  return message.done();
}

function memberType(field: WrittenField): Uint8Array {
  const element = datatypeMessage(field.type);
  if (field.shape.length === 0) return element;
  const message = header(3, 10, [0, 0, 0], fieldSize(field)).uint(field.shape.length, 1);
  for (const length of field.shape) message.uint(length, 4);
  return message.bytes(element).done();
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
