import type { DType } from "../../data/dtype.ts";
import { gatherBytes } from "../bytes/gather_bytes.ts";
import { numbersOfBytes } from "../bytes/numbers_of_bytes.ts";
import { swapBytes } from "../bytes/swap_bytes.ts";
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
  const { stride, offset, perRecord } = placement;
  const size = type.size * perRecord;
  const gathered = gatherBytes(bytes, { start: offset, stride, size, count: nRecords });
  if (type.bigEndian) swapBytes(gathered, unitOf(type));
  if (type.text) return decodeText(gathered, type, nRecords * perRecord);
  return numbersOfBytes(gathered, type.dtype as DType | "complex64" | "complex128");
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

/** Bytes that are turned around together: a complex number has two such units, UTF-32 text one a character. */
function unitOf({ dtype, size, text }: ElementType): number {
  if (text) return text === "utf32" ? 4 : 1;
  return dtype.startsWith("complex") ? size / 2 : size;
}

function decodeText(bytes: Uint8Array, { size, text }: ElementType, nElements: number): string[] {
  const decoder = new TextDecoder();
  const codes = text === "utf32" ? numbersOfBytes(bytes, "uint32") as Uint32Array : undefined;
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
