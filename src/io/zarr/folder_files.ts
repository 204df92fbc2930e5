import { fileError } from "../file_error.ts";
import { readBytesAt } from "../bytes/read_bytes_at.ts";
import { type ByteRange, joinKey, resolveRange, type ZarrFiles } from "./files.ts";

/** The files of a zarr store that is a folder. */
export function folderFiles(location: string): ZarrFiles {
  const at = (key: string) => joinKey(location.replace(/\/+$/, ""), key);
  return {
    location,
    async read(key, range) {
      try {
        return range ? readPart(at(key), range) : await Deno.readFile(at(key));
      } catch (error) {
        if (isAbsence(error)) return undefined;
        throw fileError(error, at(key));
      }
    },
    async folders(path) {
      const names: string[] = [];
      try {
        for await (const entry of Deno.readDir(at(path))) if (entry.isDirectory) names.push(entry.name);
      } catch (error) {
        throw fileError(error, at(path));
      }
      return names.sort();
    },
    close() {},
  };
}

function readPart(path: string, range: ByteRange): Uint8Array<ArrayBuffer> {
  using file = Deno.openSync(path, { read: true });
  const { start, end } = resolveRange(range, file.statSync().size);
  return readBytesAt(file, start, end - start);
}

/** Whether a key is simply not there: no such file, a folder in its place, or a file where a folder would lead to it. */
function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.IsADirectory ||
    error instanceof Deno.errors.NotADirectory;
}
