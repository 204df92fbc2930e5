import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { allocate, type DType, dtypeOf, type TypedArray } from "../../data/dtype.ts";
import type { UnsDict, UnsValue } from "../../data/uns.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { bytesOf, encoding, writeNumbers, writeStrings } from "./arrays.ts";
import { writeColumn } from "./columns.ts";
import { writeFrame } from "./frame.ts";
import { writeRecords } from "./records.ts";
import { writeSparse } from "./sparse.ts";

/** What can be written beside {@linkcode UnsValue}: plain typed arrays and lists, which become arrays of one axis. */
export type Writable = UnsValue | TypedArray | readonly string[] | readonly number[] | readonly boolean[];

/** Below what readers follow, Python's recursion limit among them. */
const MOST_NESTED = 100;

/** Writes any value under its own encoding and returns its address; `where` names it in errors. */
export function writeElement(value: Writable, writer: Hdf5Writer, where: string, depth = 0): Promise<number> {
  switch (typeof value) {
    case "string":
      return writer.array({ type: "string", shape: [], data: [value] }, encoding("string", "0.2.0"));
    case "boolean":
      return writeScalar(value ? 1 : 0, "bool", writer);
    case "bigint":
      if (BigInt.asIntN(64, value) !== value) throw unwritable(value, where);
      return writeScalar(value, "int64", writer);
    case "number":
      return writeScalar(value, Number.isSafeInteger(value) ? "int64" : "float64", writer);
    case "object":
      return value === null ? writeNull(writer) : writeObject(value as WritableObject, writer, where, depth);
    default:
      throw unwritable(value, where);
  }
}

/** Writes a dictionary of values. */
export async function writeDict(
  values: Readonly<Record<string, Writable>>,
  writer: Hdf5Writer,
  where: string,
  depth = 0,
): Promise<number> {
  if (depth > MOST_NESTED) throw tooDeep(where);
  const children = new Map<string, number>();
  for (const [name, value] of Object.entries(values)) {
    children.set(name, await writeElement(value, writer, `${where}[${show(name)}]`, depth + 1));
  }
  return writer.group(children, encoding("dict", "0.1.0"));
}

type WritableObject = Extract<Writable, object>;

function writeObject(value: WritableObject, writer: Hdf5Writer, where: string, depth: number): Promise<number> {
  if (ArrayBuffer.isView(value)) {
    return writeNumbers(value as TypedArray, dtypeOf(value as TypedArray), [(value as TypedArray).length], writer);
  }
  if (Array.isArray(value)) return writeList(value, writer, where);
  if (isDict(value)) return writeDict(value as UnsDict, writer, where, depth);
  const typed = value as Exclude<UnsValue, null | boolean | number | bigint | string | UnsDict>;
  switch (typed.kind) {
    case "scalar":
      return writeScalar(typed.value, typed.dtype, writer);
    case "complex":
      return writeComplex(Float64Array.of(typed.re, typed.im), typed.dtype, [], writer);
    case "complex-array":
      return writeComplex(typed.values, typed.dtype, typed.shape, writer);
    case "string-array":
      return writeStrings(typed.values, typed.shape, writer);
    case "record-array":
      return writeRecords(typed, writer);
    case "dense":
      return writeNumbers(typed.data, typed.dtype, typed.shape, writer);
    case "csr":
    case "csc":
      return writeSparse(typed, writer);
    case "frame":
      return writeFrame(typed, writer);
    case "numeric":
    case "boolean":
    case "string":
    case "categorical":
    case "nullable":
      return writeColumn(typed, writer);
    default:
      throw unwritable(value, where);
  }
}

/** A plain object is a dictionary, whatever stands under its key `kind`. */
function isDict(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function writeList(list: readonly unknown[], writer: Hdf5Writer, where: string): Promise<number> {
  if (list.every((item) => typeof item === "string") && list.length > 0) {
    return writeStrings(list as string[], [list.length], writer);
  }
  if (list.every((item) => typeof item === "boolean") && list.length > 0) {
    return writeNumbers(Uint8Array.from(list, Number), "bool", [list.length], writer);
  }
  if (list.every((item) => typeof item === "number")) {
    const integers = list.length > 0 && list.every(Number.isSafeInteger);
    const values = integers ? BigInt64Array.from(list as number[], BigInt) : Float64Array.from(list as number[]);
    return writeNumbers(values, dtypeOf(values), [list.length], writer);
  }
  throw unwritable(list, where);
}

function writeScalar(value: number | bigint, dtype: DType, writer: Hdf5Writer): Promise<number> {
  const cell = allocate(dtype, 1);
  cell[0] = (cell instanceof BigInt64Array || cell instanceof BigUint64Array ? BigInt(value) : Number(value)) as never;
  return writeNumbers(cell, dtype, [], writer, encoding("numeric-scalar", "0.2.0"));
}

function writeComplex(
  values: Float32Array | Float64Array,
  type: "complex64" | "complex128",
  shape: readonly number[],
  writer: Hdf5Writer,
): Promise<number> {
  const parts = type === "complex64" ? Float32Array.from(values) : values;
  const kind = shape.length === 0 ? "numeric-scalar" : "array";
  return writer.array({ type, shape, data: bytesOf(parts) }, encoding(kind, "0.2.0"));
}

function writeNull(writer: Hdf5Writer): Promise<number> {
  return writer.array({ type: "float32", shape: null, data: new Uint8Array(0) }, encoding("null", "0.1.0"));
}

function tooDeep(where: string): WeftError {
  return new WeftError("Unsupported", {
    expected: `at most ${MOST_NESTED} dictionaries in each other`,
    found: "more, or one that holds itself",
    where: `${where.slice(0, 80)}…`,
  });
}

function unwritable(value: unknown, where: string): WeftError {
  return new WeftError("Unsupported", {
    expected: "a value that anndata's format can hold (numbers, text, booleans, arrays, tables, dictionaries)",
    found: show(value),
    where,
  });
}
