import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** One source file of the project. */
export interface SourceFile {
  /** Path from the project's root, such as `src/graph/neighbors.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Folders of files that a tool writes. */
const WRITTEN = /^src\/bridge\/bundles\//;

/** Every TypeScript file under the folders named that a person wrote, and mod.ts when asked for as ".". */
export async function sourceFiles(...folders: readonly string[]): Promise<SourceFile[]> {
  const paths: string[] = [];
  for (const folder of folders.filter((name) => existsSync(ROOT + name))) {
    const entries = await readdir(ROOT + folder, { recursive: folder !== ".", withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile() && entry.name.endsWith(".ts")) {
        paths.push(`${entry.parentPath}/${entry.name}`.replace(/\/+/g, "/").replace(ROOT, "").replace(/^\.\//, ""));
      }
    }
  }
  const files = paths.filter((path) => !WRITTEN.test(path)).sort().map(async (path) => {
    const text = await readFile(ROOT + path, "utf8");
    return { path, text, lines: text.split("\n") };
  });
  return await Promise.all(files);
}

/** What a file imports, static and dynamic, types included, as written. */
export function importsOf({ text }: SourceFile): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)"([^"]+)"/gm);
  return [...found].map((match) => match[1]!);
}

/** The room of a path: the folder below src, "mod.ts" for the root module, else null. */
export function roomOf(path: string): string | null {
  if (path === "mod.ts") return "mod.ts";
  return path.startsWith("src/") ? path.split("/")[1]! : null;
}

/** A path as seen from a file, from the project's root; null for packages. */
export function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
