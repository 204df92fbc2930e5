import { WeftError } from "../../core/error.ts";
import { gatherBytes } from "../bytes/gather_bytes.ts";
import { numbersOfBytes } from "../bytes/numbers_of_bytes.ts";
import { swapBytes } from "../bytes/swap_bytes.ts";
import type { StoredField, StoredValues } from "../store.ts";
import { fieldType, type H5Member, type H5Type, storedDType } from "./metadata.ts";

const utf8 = new TextDecoder();

/** Memory of the HDF5 library: elements as they were read, and the heap that variable-length strings point into. */
export interface Elements {
  /** The whole memory. */
  readonly heap: Uint8Array;
  /** Where the first element begins. */
  readonly start: number;
  /** Number of elements. */
  readonly count: number;
  /** Bytes from one element to the next. */
  readonly stride: number;
}

/** Copies elements out of the library's memory. */
export function decode(type: H5Type, elements: Elements): StoredValues {
  const dtype = storedDType(type);
  switch (dtype) {
    case "string":
      return type.vlen ? pointedStrings(elements) : fixedStrings(elements, type.size);
    case "record":
      return { fields: fieldsOf(type.compound_type!.members, elements) };
    case "null":
    case "other":
      throw new WeftError("Unsupported", {
        expected: "numbers, booleans, text, complex numbers or records",
        found: `an HDF5 datatype of class ${type.type} with ${type.size} bytes`,
      });
    default:
      return numbersOfBytes(elements.heap.subarray(elements.start, elements.start + elements.count * type.size), dtype);
  }
}

/**
 * The library turns records into the order of this machine only when all their fields have the same order: where both
 * occur, big-endian fields are still to be swapped.
 */
function fieldsOf(members: readonly H5Member[], elements: Elements): StoredField[] {
  const isMixed = members.some((member) => fieldType(member).element.littleEndian);
  return members.map((member) => field(member, isMixed, elements));
}

function field(member: H5Member, isMixed: boolean, { heap, start, count, stride }: Elements): StoredField {
  const { element, shape } = fieldType(member);
  const dtype = storedDType(element);
  const perRecord = shape.reduce((product, length) => product * length, 1);
  const packed = gatherBytes(heap, { start: start + member.offset, stride, size: member.size, count });
  if (isMixed && !element.littleEndian && element.size > 1 && dtype !== "string") swapBytes(packed, element.size);
  const values = dtype === "string" && element.vlen
    ? Array.from(new Uint32Array(packed.buffer), (pointer) => stringAt(heap, pointer))
    : decode(element, { heap: packed, start: 0, count: count * perRecord, stride: element.size });
  return { name: member.name, dtype, shape, values };
}

function pointedStrings({ heap, start, count }: Elements): string[] {
  const pointers = new Uint32Array(heap.buffer, start, count);
  return Array.from(pointers, (pointer) => stringAt(heap, pointer));
}

function stringAt(heap: Uint8Array, pointer: number): string {
  if (pointer === 0) return "";
  const end = heap.indexOf(0, pointer);
  if (end - pointer <= 48) {
    let text = "";
    for (let i = pointer; i < end; i++) {
      const byte = heap[i]!;
      if (byte >= 128) return utf8.decode(heap.slice(pointer, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return utf8.decode(heap.slice(pointer, end));
}

function fixedStrings({ heap, start, count }: Elements, size: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const bytes = heap.slice(start + i * size, start + (i + 1) * size);
    const end = bytes.indexOf(0);
    return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
  });
}
