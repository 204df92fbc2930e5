/**
 * Reads `length` bytes at an offset of an open file, fewer where the file ends, whatever a damaged table of contents
 * asks for. Seeking and reading happen in one go, so that parts can be asked for side by side.
 */
export function readBytesAt(file: Deno.FsFile, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const inside = Math.max(0, Math.min(length, file.statSync().size - offset));
  const bytes = new Uint8Array(inside);
  if (inside === 0) return bytes;
  file.seekSync(offset, Deno.SeekMode.Start);
  let done = 0;
  while (done < inside) {
    const count = file.readSync(bytes.subarray(done));
    if (count === null) return bytes.slice(0, done);
    done += count;
  }
  return bytes;
}
