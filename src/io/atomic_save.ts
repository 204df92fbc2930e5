import { basename, dirname, join } from "node:path";

import { WeftError } from "../core/error.ts";

/**
 * Writes a file whole or not at all: into a temporary file beside the target, which is synced to the disk and then
 * renamed. Whoever is killed on the way leaves the old file as it was (and perhaps a `.weft-*.tmp` file beside it).
 *
 * @param path The target.
 * @param write Fills the temporary file.
 * @throws {WeftError} `NotFound` when the folder is missing, `Permission` with the flag that grants it, `Exists` when a
 * folder stands at the path, `Failed` when the system cannot write: no space left, a name too long, …
 */
export async function atomicSave(path: string, write: (file: Deno.FsFile) => Promise<void>): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.weft-${basename(path).slice(0, 40)}-${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    await fill(temporary, write);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => undefined);
    throw explained(error, path, folder);
  }
  await syncFolder(folder);
}

async function fill(temporary: string, write: (file: Deno.FsFile) => Promise<void>): Promise<void> {
  using file = await Deno.open(temporary, { read: true, write: true, createNew: true });
  await write(file);
  await file.sync();
}

/** The rename itself survives a power cut only when the folder is on the disk; where folders cannot be opened, never mind. */
async function syncFolder(folder: string): Promise<void> {
  try {
    using handle = await Deno.open(folder, { read: true });
    await handle.sync();
  } catch {
    return;
  }
}

function explained(error: unknown, path: string, folder: string): unknown {
  if (error instanceof Deno.errors.NotFound) {
    return new WeftError("NotFound", { expected: `a folder ${folder}`, found: "none", next: "Create it first." }, {
      cause: error,
    });
  }
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return new WeftError("Permission", {
      expected: `permission to write ${path}`,
      found: error.message,
      next: `Run Deno with --allow-write=${folder} (a temporary file is written beside the target) and --allow-read.`,
    }, { cause: error });
  }
  if (error instanceof Deno.errors.IsADirectory) {
    return new WeftError("Exists", {
      expected: `${path} to be a file, or nothing yet`,
      found: "a folder",
      next: "Name a file in it.",
    }, { cause: error });
  }
  if (error instanceof Error && !(error instanceof WeftError) && "code" in error) {
    return new WeftError("Failed", {
      expected: `${path} to be written whole`,
      found: error.message,
      next: "What was there before is as it was.",
    }, { cause: error });
  }
  return error;
}
