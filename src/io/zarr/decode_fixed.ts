import { allocate, type DType, type TypedArray } from "../../data/dtype.ts";
import type { StoredRecords, StoredValues } from "../store.ts";
import { count, type ElementType } from "./element_type.ts";

/** Where the elements of a type lie in a run of records. */
interface Placement {
  /** Bytes from one record to the next. */
  readonly stride: number;
  /** Where the elements begin in a record. */
  readonly offset: number;
  /** How many there are in a record. */
  readonly perRecord: number;
}

/** Elements of a type of fixed size (text, complex numbers, records) from their bytes. */
export function decodeFixed(bytes: Uint8Array, type: ElementType, nElements: number): StoredValues {
  return decode(bytes, type, nElements, { stride: type.size, offset: 0, perRecord: 1 });
}

function decode(bytes: Uint8Array, type: ElementType, nRecords: number, placement: Placement): StoredValues {
  if (type.fields) return decodeRecords(bytes, type, nRecords, placement);
  const gathered = gather(bytes, type.size * placement.perRecord, nRecords, placement);
  if (type.bigEndian) reverseUnits(gathered, unitOf(type));
  const nElements = nRecords * placement.perRecord;
  if (type.text) return decodeText(gathered, type, nElements);
  if (type.dtype === "complex64" || type.dtype === "complex128") {
    return fill(
      type.dtype === "complex64" ? new Float32Array(2 * nElements) : new Float64Array(2 * nElements),
      gathered,
    );
  }
  return fill(allocate(type.dtype as DType, nElements), gathered);
}

function decodeRecords(
  bytes: Uint8Array,
  { fields }: ElementType,
  nRecords: number,
  placement: Placement,
): StoredRecords {
  let { offset } = placement;
  return {
    fields: fields!.map(({ name, type, shape }) => {
      const perRecord = count(shape);
      const values = decode(bytes, type, nRecords, { stride: placement.stride, offset, perRecord });
      offset += type.size * perRecord;
      return { name, dtype: type.dtype, shape, values };
    }),
  };
}

function gather(bytes: Uint8Array, length: number, nRecords: number, { stride, offset }: Placement): Uint8Array {
  const gathered = new Uint8Array(length * nRecords);
  for (let i = 0; i < nRecords; i++) {
    const from = i * stride + offset;
    gathered.set(bytes.subarray(from, from + length), i * length);
  }
  return gathered;
}

function fill<T extends TypedArray>(values: T, bytes: Uint8Array): T {
  new Uint8Array(values.buffer).set(bytes);
  return values;
}

/** Bytes that are turned around together: a complex number has two such units, UTF-32 text one a character. */
function unitOf({ dtype, size, text }: ElementType): number {
  if (text) return text === "utf32" ? 4 : 1;
  return dtype.startsWith("complex") ? size / 2 : size;
}

function reverseUnits(bytes: Uint8Array, unit: number): void {
  for (let at = 0; at < bytes.length; at += unit) bytes.subarray(at, at + unit).reverse();
}

/** Text padded with zeros to a fixed length. */
function decodeText(bytes: Uint8Array, { size, text }: ElementType, nElements: number): string[] {
  const decoder = new TextDecoder();
  const codes = text === "utf32" ? fill(new Uint32Array(bytes.length / 4), bytes) : undefined;
  return Array.from({ length: nElements }, (_, i) => {
    if (!codes) return decoder.decode(trimmed(bytes.subarray(i * size, (i + 1) * size)));
    return String.fromCodePoint(...trimmed(codes.subarray(i * size / 4, (i + 1) * size / 4)));
  });
}

function trimmed<T extends Uint8Array | Uint32Array>(padded: T): T {
  let end = padded.length;
  while (end > 0 && padded[end - 1] === 0) end--;
  return padded.subarray(0, end) as T;
}
