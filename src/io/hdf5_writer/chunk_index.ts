import { ByteWriter } from "./byte_writer.ts";
import type { OutputFile } from "./output_file.ts";

/** A chunk that was written. */
export interface Chunk {
  /** Where it begins in the array, in elements along each axis. */
  readonly offset: readonly number[];
  /** Bytes in the file. */
  readonly size: number;
  /** Address in the file. */
  readonly address: number;
}

/** Children of a full node: twice the rank that HDF5 assumes where the file says nothing. */
const FAN_OUT = 64;

interface Child {
  readonly key: Uint8Array;
  readonly address: number;
}

/**
 * Writes the version 1 B-tree of an array's chunks and returns its address; `corner` is where the next chunk along each
 * axis would begin, a multiple of the chunk's length, which HDF5 checks.
 */
export function writeChunkIndex(file: OutputFile, chunks: readonly Chunk[], corner: readonly number[]): number {
  const end = key(0, corner);
  let level = 0;
  let children: Child[] = chunks.map(({ offset, size, address }) => ({ key: key(size, offset), address }));
  for (;; level++) {
    children = writeLevel(file, children, level, end);
    if (children.length === 1) return children[0]!.address;
  }
}

function writeLevel(file: OutputFile, children: readonly Child[], level: number, end: Uint8Array): Child[] {
  const count = Math.ceil(children.length / FAN_OUT);
  const nodeSize = Math.ceil((24 + FAN_OUT * 8 + (FAN_OUT + 1) * end.length) / 8) * 8;
  const first = file.allocate(count * nodeSize);
  return Array.from({ length: count }, (_, i) => {
    const own = children.slice(i * FAN_OUT, (i + 1) * FAN_OUT);
    const node = new ByteWriter().bytes([84, 82, 69, 69, 1, level]).uint(own.length, 2);
    node.uint(i === 0 ? -1 : first + (i - 1) * nodeSize, 8).uint(i === count - 1 ? -1 : first + (i + 1) * nodeSize, 8);
    for (const child of own) node.bytes(child.key).uint(child.address, 8);
    node.bytes(children[(i + 1) * FAN_OUT]?.key ?? end).padTo(nodeSize);
    file.write(first + i * nodeSize, node.done());
    return { key: own[0]!.key, address: first + i * nodeSize };
  });
}

function key(size: number, offset: readonly number[]): Uint8Array {
  const bytes = new ByteWriter().uint(size, 4).uint(0, 4);
  for (const element of offset) bytes.uint(element, 8);
  return bytes.uint(0, 8).done();
}
