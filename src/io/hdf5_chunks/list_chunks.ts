import { WeftError } from "../../core/error.ts";
import type { RawFile } from "./raw_file.ts";

/** A chunk as the file lists it. */
export interface StoredChunk {
  /** Where it begins in the array, in elements along each axis. */
  readonly offset: readonly number[];
  /** Bytes in the file. */
  readonly size: number;
  /** Bit `i` set: filter `i` was left out for this chunk. */
  readonly filterMask: number;
  /** Address in the file. */
  readonly address: number;
}

/** The chunks of a version 1 B-tree in which rows `start` to `end` lie, in their order. */
export function listChunks(
  file: RawFile,
  index: number,
  rank: number,
  rows: readonly [start: number, end: number, perChunk: number],
): StoredChunk[] {
  const [start, end, perChunk] = rows;
  const keySize = 8 + 8 * (rank + 1);
  const found: StoredChunk[] = [];
  const visit = (address: number, height: number): void => {
    const head = file.read(address, 24);
    if (head[0] !== 84 || head[1] !== 82 || head[2] !== 69 || head[3] !== 69) {
      throw new WeftError("Corrupt", { expected: "an index of chunks", found: "other bytes" });
    }
    if (head[5]! >= height) {
      throw new WeftError("Corrupt", { expected: "an index of chunks", found: "one in a circle" });
    }
    const count = head[6]! | (head[7]! << 8);
    const bytes = file.read(address + 24, count * (keySize + 8) + keySize);
    const node = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const firstRow = (i: number) => Number(node.getBigUint64(i * (keySize + 8) + 8, true));
    for (let i = 0; i < count; i++) {
      const at = i * (keySize + 8);
      const child = Number(node.getBigUint64(at + keySize, true));
      const isLeaf = head[5] === 0;
      if (firstRow(i) >= end || (isLeaf ? firstRow(i) + perChunk <= start : firstRow(i + 1) + perChunk <= start)) {
        continue;
      }
      if (!isLeaf) visit(child, head[5]!);
      else {
        const offset = Array.from({ length: rank }, (_, axis) => Number(node.getBigUint64(at + 8 + 8 * axis, true)));
        found.push({
          offset,
          size: node.getUint32(at, true),
          filterMask: node.getUint32(at + 4, true),
          address: child,
        });
      }
    }
  };
  visit(index, Infinity);
  return found;
}
