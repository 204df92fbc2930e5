import { basename, dirname, join } from "node:path";

import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { fileError } from "./file_error.ts";

/**
 * Checks that a path is a file that may be read, before any library is loaded.
 *
 * @param path Path of the file.
 * @returns Its size in bytes.
 * @throws {WeftError} `NotFound` with similar names of the folder, or `Permission` with the flag that grants it.
 */
export async function readableFile(path: string): Promise<number> {
  try {
    const info = await Deno.stat(path);
    if (info.isFile) return info.size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw await notFound(path);
    throw fileError(error, path);
  }
  throw new WeftError("NotFound", { expected: "a file", found: "a folder", where: path });
}

async function notFound(path: string): Promise<WeftError> {
  const similar = await similarNames(path);
  return new WeftError("NotFound", {
    expected: `a file ${path}`,
    found: "none",
    ...(similar.length > 0 && { next: `Names like it there: ${examples(similar)}.` }),
    similar,
  });
}

async function similarNames(path: string): Promise<string[]> {
  const wanted = basename(path).toLowerCase();
  const found: { name: string; distance: number }[] = [];
  try {
    for await (const { name } of Deno.readDir(dirname(path))) {
      const distance = editDistance(wanted, name.toLowerCase());
      if (distance <= Math.max(2, wanted.length / 3)) found.push({ name: join(dirname(path), name), distance });
    }
  } catch {
    return [];
  }
  return found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/** Levenshtein's distance between two names. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
