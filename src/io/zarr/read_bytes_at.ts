/**
 * Reads `length` bytes at an offset of an open file, fewer where the file ends. Seeking and reading happen in one go,
 * so that parts can be asked for side by side.
 */
export function readBytesAt(file: Deno.FsFile, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  file.seekSync(offset, Deno.SeekMode.Start);
  let done = 0;
  while (done < length) {
    const count = file.readSync(bytes.subarray(done));
    if (count === null) return bytes.slice(0, done);
    done += count;
  }
  return bytes;
}
