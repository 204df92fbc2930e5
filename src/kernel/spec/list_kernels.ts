import { join } from "node:path";
import { argvOf } from "./argv_of.ts";
import { specFolder } from "./kernelspec.ts";

/** One place where the kernel is installed. */
export interface InstalledKernel {
  /** Folder of its specification. */
  readonly folder: string;
  /** Path of the Deno that runs it. */
  readonly deno: string;
  /** Files that it needs and that are gone; empty when it works. */
  readonly missing: readonly string[];
}

/**
 * The places where the kernel is installed, in the order given.
 *
 * @param folders Folders of Jupyter's data.
 */
export async function listKernels(folders: readonly string[]): Promise<InstalledKernel[]> {
  const found: InstalledKernel[] = [];
  for (const folder of folders.map(specFolder)) {
    const text = await Deno.readTextFile(join(folder, "kernel.json")).catch(() => null);
    if (text === null) continue;
    const argv = argvOf(text);
    const needed = argv.filter((word, i) => i === 0 || word.endsWith(".ts"));
    const there = await Promise.all(needed.map((path) => Deno.stat(path).then(() => true, () => false)));
    const missing = needed.length === 2 ? needed.filter((_, i) => !there[i]) : [join(folder, "kernel.json")];
    found.push({ folder, deno: argv[0] ?? "", missing });
  }
  return found;
}
