import { WeftError } from "../../core/error.ts";
import type { RawFile } from "./raw_file.ts";

const utf8 = new TextDecoder();

/** Strings of any length that 16-byte references point to. */
export function readReferencedStrings(file: RawFile, references: Uint8Array<ArrayBuffer>): string[] {
  const collections = new Map<number, Map<number, Uint8Array>>();
  const view = new DataView(references.buffer, references.byteOffset, references.byteLength);
  return Array.from({ length: references.length / 16 }, (_, i) => {
    const length = view.getUint32(16 * i, true);
    const address = Number(view.getBigUint64(16 * i + 4, true));
    if (length === 0 || address === 0) return "";
    let collection = collections.get(address);
    if (collection === undefined) collections.set(address, collection = readCollection(file, address));
    const object = collection.get(view.getUint32(16 * i + 12, true));
    if (object) return utf8.decode(object.subarray(0, length));
    throw new WeftError("Corrupt", { expected: "a string that the heap holds", found: `none for entry ${i}` });
  });
}

function readCollection(file: RawFile, address: number): Map<number, Uint8Array> {
  const head = file.read(address, 16);
  const size = Number(new DataView(head.buffer).getBigUint64(8, true));
  const bytes = file.read(address, size);
  const view = new DataView(bytes.buffer);
  const objects = new Map<number, Uint8Array>();
  for (let at = 16; at + 16 <= bytes.length;) {
    const index = view.getUint16(at, true);
    const length = Number(view.getBigUint64(at + 8, true));
    if (index === 0) break;
    objects.set(index, bytes.subarray(at + 16, at + 16 + length));
    at += 16 + Math.ceil(length / 8) * 8;
  }
  return objects;
}
