import type { RawFile } from "./raw_file.ts";

/** A message of an object header. */
interface Message {
  readonly kind: number;
  readonly content: DataView<ArrayBuffer>;
}

/** Where the chunks of an array are listed, and the shape of one. */
export interface ChunkedLayout {
  /** Address of the version 1 B-tree of chunks; undefined when no chunk was ever written. */
  readonly index: number | undefined;
  /** Shape of a chunk. */
  readonly chunkShape: readonly number[];
  /** Bytes of an element. */
  readonly elementSize: number;
}

const CONTINUATION = 16;
const LAYOUT = 8;
const UNDEFINED = 0xffffffffffffffffn;

/** The chunked layout of the array whose object header stands at an address; undefined for every other layout. */
export function readChunkedLayout(file: RawFile, header: number): ChunkedLayout | undefined {
  const layout = messages(file, header)?.find(({ kind }) => kind === LAYOUT)?.content;
  if (layout === undefined || layout.getUint8(0) !== 3 || layout.getUint8(1) !== 2) return undefined;
  const rank = layout.getUint8(2) - 1;
  const index = layout.getBigUint64(3, true);
  return {
    index: index === UNDEFINED ? undefined : Number(index),
    chunkShape: Array.from({ length: rank }, (_, axis) => layout.getUint32(11 + 4 * axis, true)),
    elementSize: layout.getUint32(11 + 4 * rank, true),
  };
}

function messages(file: RawFile, address: number): Message[] | undefined {
  const start = view(file.read(address, 64));
  if (start.byteLength >= 16 && start.getUint8(0) === 1) {
    return blocks(file, address + 16, start.getUint32(8, true), 1, 0);
  }
  if (start.byteLength < 16 || start.getUint32(0) !== 0x4f484452 || start.getUint8(4) !== 2) return undefined;
  const flags = start.getUint8(5);
  const at = 6 + (flags & 32 ? 16 : 0) + (flags & 16 ? 4 : 0);
  const width = 1 << (flags & 3);
  const size = width === 8
    ? Number(start.getBigUint64(at, true))
    : [start.getUint8(at), start.getUint16(at, true), 0, start.getUint32(at, true)][width - 1]!;
  return blocks(file, address + at + width, size, 2, flags & 4 ? 2 : 0);
}

/** The messages of a block and of the blocks it continues in. */
function blocks(file: RawFile, address: number, size: number, version: 1 | 2, orderBytes: number): Message[] {
  const found: Message[] = [];
  const bytes = file.read(address, size);
  const header = view(bytes);
  const prefix = version === 1 ? 8 : 4 + orderBytes;
  for (let at = 0; at + prefix <= bytes.length;) {
    const kind = version === 1 ? header.getUint16(at, true) : header.getUint8(at);
    const length = header.getUint16(at + (version === 1 ? 2 : 1), true);
    const content = view(bytes.subarray(at + prefix, at + prefix + length));
    at += prefix + length;
    if (kind !== CONTINUATION) found.push({ kind, content });
    else {
      const next = Number(content.getBigUint64(0, true));
      const nextSize = Number(content.getBigUint64(8, true));
      found.push(
        ...version === 1 ? blocks(file, next, nextSize, 1, 0) : blocks(file, next + 4, nextSize - 8, 2, orderBytes),
      );
    }
  }
  return found;
}

function view(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
