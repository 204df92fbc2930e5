import { basename, dirname, join } from "node:path";

/** Folders whose content somebody clears without asking. */
const EVICTABLE = /[\\/](?:_npx|_cacache|\.cache|Caches|te?mp|Temp)[\\/]/;

/** Whether a program may be gone tomorrow because it lies in a cache or among temporary files. */
export function isEvictable(path: string): boolean {
  return EVICTABLE.test(path);
}

/**
 * The path of a Deno that stays: the one given, or a copy of it when it lies in a cache.
 *
 * @param deno Path of a Deno.
 * @param folder Folder for the copy.
 */
export async function stableDeno(deno: string, folder: string): Promise<string> {
  if (!isEvictable(deno)) return deno;
  const copy = join(folder, "bin", basename(deno));
  await Deno.mkdir(dirname(copy), { recursive: true });
  // A kernel may be running from the old copy: it is replaced, never written into.
  const fresh = `${copy}.${crypto.randomUUID()}`;
  await Deno.copyFile(deno, fresh);
  await Deno.rename(fresh, copy);
  return copy;
}
