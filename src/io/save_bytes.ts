import { atomicSave } from "./atomic_save.ts";

/** Writes bytes to a file, whole or not at all. */
export async function saveBytes(path: string, bytes: Uint8Array): Promise<void> {
  await atomicSave(path, async (file) => {
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  });
}
