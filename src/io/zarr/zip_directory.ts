import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** Where a member of a zip file lies. */
export interface ZipMember {
  /** Path inside the zip file. */
  readonly name: string;
  /** 0 for stored, 8 for deflate. */
  readonly method: number;
  /** Bytes that it takes in the zip file. */
  readonly compressedSize: number;
  /** Offset of its local header. */
  readonly offset: number;
}

/** Reads `length` bytes at `offset` of a file. */
export type ReadAt = (offset: number, length: number) => Uint8Array<ArrayBuffer>;

const END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const END_SIZE = 22, LOCATOR_SIZE = 20, ENTRY_SIZE = 46, LOCAL_SIZE = 30;
const MAX_COMMENT = 65535;
const IN_EXTRA = 0xffffffff;

/** The members of a zip file by name; where a name occurs twice, the one written last. */
export function readZipDirectory(size: number, readAt: ReadAt, location: string): Map<string, ZipMember> {
  const { offset, length } = findDirectory(size, readAt, location);
  const bytes = readAt(offset, length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const members = new Map<string, ZipMember>();
  for (let at = 0; at + ENTRY_SIZE <= length && view.getUint32(at, true) === ENTRY;) {
    const nameLength = view.getUint16(at + 28, true), extraLength = view.getUint16(at + 30, true);
    const extraAt = at + ENTRY_SIZE + nameLength;
    const name = decoder.decode(bytes.subarray(at + ENTRY_SIZE, extraAt));
    const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
    const [, compressedSize, memberOffset] = widen(sizes, view, extraAt, extraLength);
    members.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      compressedSize: compressedSize!,
      offset: memberOffset!,
    });
    at = extraAt + extraLength + view.getUint16(at + 32, true);
  }
  return members;
}

/** The bytes of a member as they lie in the file. */
export function readZipMember(
  { name, offset, compressedSize }: ZipMember,
  readAt: ReadAt,
  location: string,
): Uint8Array<ArrayBuffer> {
  const header = new DataView(readAt(offset, LOCAL_SIZE).buffer);
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL) {
    throw damaged(`no entry for ${show(name)}`, location);
  }
  const start = offset + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = readAt(start, compressedSize);
  if (bytes.length === compressedSize) return bytes;
  throw damaged(`${bytes.length} of ${compressedSize} bytes of ${show(name)}`, location);
}

function findDirectory(size: number, readAt: ReadAt, location: string): { offset: number; length: number } {
  const tailAt = Math.max(0, size - END_SIZE - LOCATOR_SIZE - MAX_COMMENT);
  const tail = readAt(tailAt, size - tailAt);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  let at = tail.length - END_SIZE;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged("no table of contents at its end", location);
  const locatorAt = at - LOCATOR_SIZE;
  if (locatorAt < 0 || view.getUint32(locatorAt, true) !== LOCATOR_64) {
    return { length: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
  }
  const end = new DataView(readAt(Number(view.getBigUint64(locatorAt + 8, true)), 56).buffer);
  if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) throw damaged("no 64-bit table of contents", location);
  return { length: Number(end.getBigUint64(40, true)), offset: Number(end.getBigUint64(48, true)) };
}

/** Uncompressed size, compressed size and offset; those beyond 32 bits stand in the extra field 1, in this order. */
function widen(values: number[], view: DataView, extraAt: number, extraLength: number): number[] {
  if (!values.includes(IN_EXTRA)) return values;
  for (let at = extraAt; at + 4 <= extraAt + extraLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== IN_EXTRA) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return values;
}

function damaged(found: string, location: string): WeftError {
  return new WeftError("Corrupt", { expected: `${show(location)} to be a complete zip file`, found });
}
