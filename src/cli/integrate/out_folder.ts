import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { WeftError } from "../../core/error.ts";

/** A folder that appears whole or not at all. */
export interface OutFolder {
  /** Where files are written until all are there. */
  readonly staging: string;
  /** Puts the folder in its place. */
  readonly commit: () => Promise<void>;
  /** Forgets what was written. */
  readonly discard: () => Promise<void>;
}

/** Refuses a folder that is there, unless told to replace it. */
export function checkOut(out: string, force: boolean): void {
  if (!existsSync(out) || force) return;
  throw new WeftError("Exists", {
    expected: `--out to name a folder that is not there yet`,
    found: `that '${out}' is`,
    next: "Give another, or --force to replace it.",
  });
}

/** Opens a folder beside `out` to be filled; `out` is replaced only by {@linkcode OutFolder.commit}. */
export async function openOut(out: string): Promise<OutFolder> {
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  const staging = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  return {
    staging,
    commit: async () => {
      const old = existsSync(target) ? `${staging}-old` : undefined;
      if (old) await rename(target, old);
      await rename(staging, target);
      if (old) await rm(old, { recursive: true });
    },
    discard: () => rm(staging, { recursive: true, force: true }),
  };
}
