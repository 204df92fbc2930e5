import type { ChunkedLayout } from "./layout_message.ts";
import { listChunks } from "./list_chunks.ts";
import type { RawFile } from "./raw_file.ts";
import { undoFilters } from "./undo_filters.ts";

/**
 * Reads rows `start` to `end` of a chunked array into bytes as they lie in the file's element type; undefined when a
 * chunk was never written, so that the library fills in what the file says. `pause` is called after every chunk.
 */
export async function readChunked(
  file: RawFile,
  { index, chunkShape, elementSize }: ChunkedLayout,
  shape: readonly number[],
  filters: readonly { readonly id: number }[],
  start: number,
  end: number,
  pause: () => Promise<void> | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const block = [end - start, ...shape.slice(1)];
  const bytes = new Uint8Array(block.reduce((product, length) => product * length, elementSize));
  if (bytes.length === 0) return bytes;
  if (index === undefined) return undefined;
  const chunkBytes = chunkShape.reduce((product, length) => product * length, elementSize);
  const chunks = listChunks(file, index, shape.length, [start, end, chunkShape[0]!]);
  if (chunks.length < chunkCount(shape, chunkShape, start, end)) return undefined;
  for (const chunk of chunks) {
    const stored = file.read(chunk.address, chunk.size);
    const content = undoFilters(stored, filters, chunk.filterMask, chunkBytes, elementSize);
    const offset = [chunk.offset[0]! - start, ...chunk.offset.slice(1)];
    place(content, chunkShape, bytes, block, offset, elementSize);
    const due = pause();
    if (due) await due;
  }
  return bytes;
}

/** Number of chunks in which rows `start` to `end` lie. */
function chunkCount(shape: readonly number[], chunkShape: readonly number[], start: number, end: number): number {
  const rows = Math.ceil(end / chunkShape[0]!) - Math.floor(start / chunkShape[0]!);
  return shape.slice(1).reduce((product, length, i) => product * Math.ceil(length / chunkShape[i + 1]!), rows);
}

/** Copies the part of a chunk that lies inside the block, run by run along the last axis. */
function place(
  chunk: Uint8Array,
  chunkShape: readonly number[],
  block: Uint8Array,
  blockShape: readonly number[],
  offset: readonly number[],
  elementSize: number,
): void {
  const last = chunkShape.length - 1;
  const copy = (axis: number, from: number, to: number): void => {
    const first = Math.max(0, -offset[axis]!);
    const count = Math.min(chunkShape[axis]!, blockShape[axis]! - offset[axis]!) - first;
    if (count <= 0) return;
    const source = from * chunkShape[axis]! + first;
    const target = to * blockShape[axis]! + offset[axis]! + first;
    if (axis === last) {
      block.set(chunk.subarray(source * elementSize, (source + count) * elementSize), target * elementSize);
      return;
    }
    for (let i = 0; i < count; i++) copy(axis + 1, source + i, target + i);
  };
  copy(0, 0, 0);
}
