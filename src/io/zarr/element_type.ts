import type { DType } from "../../data/dtype.ts";
import { itemSize } from "../../data/item_size.ts";
import type { StoredDType } from "../store.ts";

/** A named part of a record. */
export interface FieldType {
  /** Its name. */
  readonly name: string;
  /** Type of its elements. */
  readonly type: ElementType;
  /** Shape in one record; `[]` for a scalar. */
  readonly shape: readonly number[];
}

/** What the elements of a zarr array are, in terms of version 2 and version 3 alike. */
export interface ElementType {
  /** The dtype that readers see. */
  readonly dtype: StoredDType;
  /** Bytes of one element; 0 when they vary. */
  readonly size: number;
  /** How text of a fixed length is written, if it is that. */
  readonly text?: "utf32" | "bytes";
  /** Whether numbers begin with their highest byte. */
  readonly bigEndian: boolean;
  /** The parts of a record. */
  readonly fields?: readonly FieldType[];
}

/** A fragment of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const OTHER: ElementType = { dtype: "other", size: 0, bigEndian: false };
const KINDS: Readonly<Record<string, string>> = { b: "bool", i: "int", u: "uint", f: "float" };

/** The type that a version 2 array names, as `"<f4"`, `"|O"` or a list of fields. */
export function elementTypeV2(dtype: Json, filters: readonly string[]): ElementType {
  if (Array.isArray(dtype)) {
    return recordOf(dtype.map((field) => fieldOf(field, (type) => elementTypeV2(type, []))));
  }
  const match = typeof dtype === "string" ? /^([<>|])([a-zA-Z])(\d*)$/.exec(dtype) : null;
  if (!match) return OTHER;
  const [, order, kind, digits] = match as unknown as [string, string, string, string];
  const bigEndian = order === ">";
  const size = Number(digits);
  if (kind === "O") return filters.includes("vlen-utf8") ? { dtype: "string", size: 0, bigEndian } : OTHER;
  if (kind === "U") return { dtype: "string", size: 4 * size, text: "utf32", bigEndian };
  if (kind === "S") return { dtype: "string", size, text: "bytes", bigEndian };
  if (kind === "c") return plain(`complex${8 * size}`, bigEndian);
  return plain(kind === "b" ? "bool" : `${KINDS[kind] ?? kind}${8 * size}`, bigEndian);
}

/** The type that a version 3 array names, as `"float32"` or `{ name, configuration }`. */
export function elementTypeV3(dataType: Json, bigEndian: boolean): ElementType {
  if (typeof dataType === "string") {
    return dataType === "string" ? { dtype: "string", size: 0, bigEndian } : plain(dataType, bigEndian);
  }
  const { name, configuration } = (dataType ?? {}) as { name?: string; configuration?: Record<string, Json> };
  const size = Number(configuration?.["length_bytes"] ?? 0);
  if (name === "fixed_length_utf32") return { dtype: "string", size, text: "utf32", bigEndian };
  if (name === "null_terminated_bytes") return { dtype: "string", size, text: "bytes", bigEndian };
  const fields = configuration?.["fields"];
  if ((name !== "structured" && name !== "struct") || !Array.isArray(fields)) return OTHER;
  return recordOf(fields.map((field) => fieldOf(field, (type) => elementTypeV3(type, bigEndian))));
}

function plain(dtype: string, bigEndian: boolean): ElementType {
  const size = itemSize(dtype);
  return size === undefined ? OTHER : { dtype: dtype as DType, size, bigEndian };
}

/** A field as `{ name, data_type }`, or as numpy lists it: name, type, and a shape if it is not a scalar. */
function fieldOf(field: Json, typeOf: (type: Json) => ElementType): FieldType {
  const { name: ownName, "data_type": ownType } = (field ?? {}) as { name?: Json; data_type?: Json };
  const [name, type, shape = []] = Array.isArray(field) ? field as Json[] : [ownName ?? "", ownType];
  return { name: String(name), type: typeOf(type ?? null), shape: [shape].flat() as number[] };
}

function recordOf(fields: readonly FieldType[]): ElementType {
  if (fields.some(({ type }) => type.dtype === "other" || type.size === 0)) return OTHER;
  const size = fields.reduce((sum, { type, shape }) => sum + type.size * count(shape), 0);
  return { dtype: "record", size, bigEndian: false, fields };
}

/** Number of elements of an array of that shape. */
export function count(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
