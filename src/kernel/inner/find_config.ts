import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Imports } from "./absolute_imports.ts";
import { parseJsonc } from "./parse_jsonc.ts";

/** A configuration of Deno. */
export interface Config {
  /** Where it lies. */
  readonly url: URL;
  /** Its import map. */
  readonly imports: Imports;
  /** All of it. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The configuration that Deno takes in a folder: the nearest deno.json or deno.jsonc upward; null when there is none. */
export async function findConfig(folder: string): Promise<Config | null> {
  for (let at = folder;; at = dirname(at)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const path = join(at, name);
      const text = await Deno.readTextFile(path).catch(() => null);
      if (text === null) continue;
      const fields = parseJsonc(text) as Record<string, unknown>;
      const url = pathToFileURL(path);
      return { url, fields, imports: await importsOf(fields, url) };
    }
    if (dirname(at) === at) return null;
  }
}

async function importsOf(fields: Readonly<Record<string, unknown>>, url: URL): Promise<Imports> {
  const { imports, importMap } = fields;
  if (imports !== undefined || typeof importMap !== "string") return (imports ?? {}) as Imports;
  const map = parseJsonc(await Deno.readTextFile(new URL(importMap, url))) as { imports?: Imports };
  return map.imports ?? {};
}
