// deno-lint-ignore-file camelcase -- names of h5wasm
import { WeftError } from "../../core/error.ts";
import type { DType } from "../../data/dtype.ts";
import type { StoredDType } from "../store.ts";

/** An HDF5 datatype as h5wasm describes it. */
export interface H5Type {
  /** HDF5 class: 0 integer, 1 float, 3 string, 6 compound, 7 reference, 8 enum, 10 array. */
  readonly type: number;
  /** Bytes of an element. */
  readonly size: number;
  /** Whether integers have a sign. */
  readonly signed: boolean;
  /** Byte order on disk. */
  readonly littleEndian: boolean;
  /** Whether a string has its own length. */
  readonly vlen: boolean;
  /** Members of an enum. */
  readonly enum_type?: { readonly members: Readonly<Record<string, number>> };
  /** Fields of a compound. */
  readonly compound_type?: { readonly members: readonly H5Member[] };
  /** Elements of an array type. */
  readonly array_type?: H5Type & { readonly shape: readonly number[] | null };
}

/** A field of a compound. */
export interface H5Member extends H5Type {
  /** Name of the field. */
  readonly name: string;
  /** Byte at which it begins in a record. */
  readonly offset: number;
}

/** A datatype with a dataspace and a layout. */
export interface H5Metadata extends H5Type {
  /** Length along each axis; null for a null dataspace. */
  readonly shape: readonly number[] | null;
  /** Elements in all. */
  readonly total_size: number;
  /** Shape of a chunk; null when contiguous. */
  readonly chunks: readonly number[] | null;
}

/** Number of the class of references. */
export const REFERENCE = 7;

const [INTEGER, FLOAT, STRING, COMPOUND, ENUM, ARRAY] = [0, 1, 3, 6, 8, 10];
const FLOATS: Readonly<Record<number, DType>> = { 2: "float16", 4: "float32", 8: "float64" };

/** The element type, by numpy's name. */
export function storedDType(type: H5Type): StoredDType {
  switch (type.type) {
    case INTEGER:
      return [1, 2, 4, 8].includes(type.size) ? `${type.signed ? "" : "u"}int${type.size * 8}` as DType : "other";
    case FLOAT:
      return FLOATS[type.size] ?? "other";
    case STRING:
      return "string";
    case ENUM:
      return isBoolean(type) ? "bool" : "other";
    case COMPOUND:
      return complexOf(type) ?? "record";
    default:
      return "other";
  }
}

/** The element type of a field and, where every record holds an array, its shape. */
export function fieldType(member: H5Type): { element: H5Type; shape: readonly number[] } {
  if (member.type !== ARRAY) return { element: member, shape: [] };
  const { array_type: element } = member;
  if (!element) throw new WeftError("Corrupt", { expected: "the elements of an array type", found: "none" });
  return { element, shape: element.shape ?? [] };
}

function isBoolean({ size, enum_type }: H5Type): boolean {
  const { FALSE, TRUE, ...others } = enum_type?.members ?? {};
  return size === 1 && FALSE === 0 && TRUE === 1 && Object.keys(others).length === 0;
}

function complexOf({ compound_type, size }: H5Type): "complex64" | "complex128" | undefined {
  const members = compound_type?.members ?? [];
  const isComplex = members.length === 2 && members[0]!.name === "r" && members[1]!.name === "i" &&
    members.every((member) => member.type === FLOAT && member.size === size / 2);
  if (!isComplex || (size !== 8 && size !== 16)) return undefined;
  return size === 8 ? "complex64" : "complex128";
}
