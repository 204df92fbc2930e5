import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SUMS } from "./generated/sums.ts";

const ENDINGS: Readonly<Record<string, string>> = { linux: "so", darwin: "dylib", windows: "dll" };

/**
 * Path of the shipped library for this platform, once it is allowed and its bytes are what was built.
 *
 * @param asked Whether the user asked for native code by name, so that Deno may ask for the right.
 * @returns The path.
 * @throws {Error} that says why there is none: the reason stands in the engine's receipt.
 */
export function nativeLibrary(asked: boolean): string {
  const file = `weft-${Deno.build.arch}-${Deno.build.os}.${ENDINGS[Deno.build.os]}`;
  if (!(file in SUMS)) throw new Error(`no library is shipped for ${Deno.build.arch} ${Deno.build.os}`);
  const url = new URL(`./dist/${file}`, import.meta.url);
  if (url.protocol !== "file:") throw new Error(`the package was loaded from ${url.protocol}// and not from a folder`);
  const path = fileURLToPath(url);
  const rights = [{ name: "read", path }, { name: "ffi", path }] as const;
  for (const right of rights) {
    const { state } = Deno.permissions.querySync(right);
    const granted = state === "granted" || (asked && Deno.permissions.requestSync(right).state === "granted");
    if (!granted) throw new Error(`--allow-${right.name} was not given`);
  }
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (found !== SUMS[file]) throw new Error(`${file} is not the file that was built (SHA-256 ${found.slice(0, 12)}…)`);
  return path;
}
