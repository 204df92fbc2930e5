import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";

import { WeftError } from "../../core/error.ts";
import { decompressLzf } from "./lzf.ts";

const GZIP = 1, SHUFFLE = 2, LZF = 32000;

/** Whether every filter can be undone here, without the HDF5 library. */
export function canUndo(filters: readonly { readonly id: number }[]): boolean {
  return filters.length > 0 && filters.every(({ id }) => [GZIP, SHUFFLE, LZF].includes(id));
}

/** Undoes the filters of a chunk, last one first; `size` is what comes out in the end. */
export function undoFilters(
  chunk: Uint8Array,
  filters: readonly { readonly id: number }[],
  filterMask: number,
  size: number,
  elementSize: number,
): Uint8Array {
  let bytes = chunk;
  for (let i = filters.length - 1; i >= 0; i--) {
    if (filterMask & (1 << i)) continue;
    const { id } = filters[i]!;
    if (id === GZIP) bytes = inflate(bytes, size);
    else if (id === LZF) bytes = decompressLzf(bytes, size);
    else bytes = unshuffle(bytes, elementSize);
  }
  if (bytes.length === size) return bytes;
  throw new WeftError("Corrupt", { expected: `a chunk of ${size} bytes`, found: `${bytes.length}` });
}

function inflate(bytes: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { chunkSize: size + 64 });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : "damaged bytes";
    throw new WeftError("Corrupt", { expected: "a chunk compressed with gzip", found }, { cause });
  }
}

function unshuffle(bytes: Uint8Array, elementSize: number): Uint8Array {
  const count = Math.floor(bytes.length / elementSize);
  const restored = new Uint8Array(bytes.length);
  for (let b = 0; b < elementSize; b++) {
    for (let i = 0, from = b * count; i < count; i++) restored[i * elementSize + b] = bytes[from + i]!;
  }
  restored.set(bytes.subarray(count * elementSize), count * elementSize);
  return restored;
}
