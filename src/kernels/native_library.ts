import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { WeftError } from "../core/error.ts";
import { SUMS } from "./generated/sums.ts";
import { cacheFolder } from "./cache_folder.ts";

const ENDINGS: Readonly<Record<string, string>> = { linux: "so", darwin: "dylib", windows: "dll" };

/** The library that is shipped for this platform. */
export interface NativeLibrary {
  /** Its name in `dist`. */
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly sum: string;
  /** Where the package has it. */
  readonly url: URL;
  /** Where the system can load it from: in the package's folder, else in the user's cache. */
  readonly path: string;
}

/** Says which library this platform takes, and from where; throws `Unsupported` when none is shipped for it. */
export function libraryHere(): NativeLibrary {
  const file = `weft-${Deno.build.arch}-${Deno.build.os}.${ENDINGS[Deno.build.os]}`;
  const sum = SUMS[file];
  if (sum === undefined) throw unusable("Unsupported", `no library for ${Deno.build.arch} ${Deno.build.os}`);
  const url = new URL(`./dist/${file}`, import.meta.url);
  if (url.protocol === "file:") return { file, sum, url, path: fileURLToPath(url) };
  const folder = cacheFolder();
  if (folder === undefined) {
    throw unusable("Permission", "a package without a folder, and no right to ask where the cache is (--allow-env)");
  }
  return { file, sum, url, path: `${folder}/${sum.slice(0, 16)}-${file}` };
}

/**
 * Path of the library for this platform, once it is allowed and its bytes are what was built.
 *
 * @param ask Whether Deno may ask the user for a right that was not given.
 */
export function nativeLibrary(ask: boolean): string {
  const { file, sum, path, url } = libraryHere();
  for (const right of [{ name: "read", path }, { name: "ffi", path }] as const) {
    const { state } = Deno.permissions.querySync(right);
    const granted = state === "granted" || (ask && Deno.permissions.requestSync(right).state === "granted");
    if (!granted) throw unusable("Permission", `no --allow-${right.name} (at least =${folderOf(path)})`);
  }
  const bytes = readLibrary(path);
  if (bytes === undefined) {
    const where = url.protocol === "file:" ? path : "the user's cache (openEngine() fetches it)";
    throw unusable("NotFound", `no ${file} in ${where}`);
  }
  if (!isLibrary(bytes, sum)) throw unusable("Corrupt", `${file} with other bytes than were built (SHA-256)`);
  return path;
}

/** Whether bytes are those that were built. */
export function isLibrary(bytes: Uint8Array, sum: string): boolean {
  return createHash("sha256").update(bytes).digest("hex") === sum;
}

/** The error of a native library that cannot be used. */
export function unusable(tag: WeftError["tag"], found: string, options?: ErrorOptions): WeftError {
  return new WeftError(tag, { expected: "a native library that may be loaded", found }, options);
}

function readLibrary(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}
