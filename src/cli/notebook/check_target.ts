import { dirname } from "node:path";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** Refuses a file that could not be written, before hours of work. */
export async function checkTarget(path: string): Promise<void> {
  const folder = dirname(path);
  const there = async (name: string): Promise<Deno.FileInfo | null> => await Deno.stat(name).catch(() => null);
  if ((await there(path))?.isDirectory) {
    throw new WeftError("Exists", { expected: `--out to name a file`, found: `that ${show(path)} is a folder` });
  }
  if ((await there(folder))?.isDirectory) return;
  throw new WeftError("NotFound", { expected: `a folder ${show(folder)}`, found: "none", next: "Create it first." });
}
