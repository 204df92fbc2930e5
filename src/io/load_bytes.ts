import { fileError } from "./file_error.ts";

/** All bytes of a file; `NotFound` or `Permission` when it cannot be read. */
export async function loadBytes(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    throw fileError(error, path);
  }
}
