import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** What {@linkcode openOut} has begun: enough to undo it, also from another thread. */
export interface Begun {
  /** The folder to be made. */
  readonly target: string;
  /** Where files are written until all are there. */
  readonly staging: string;
  /** The uppermost folder that had to be made for it, if any. */
  readonly made: string | undefined;
}

/** A folder that appears whole or not at all. */
export interface OutFolder {
  /** What is to be undone when it is not to appear. */
  readonly begun: Begun;
  /** Where files are written until all are there. */
  readonly staging: string;
  /** Puts the folder in its place. */
  readonly commit: () => Promise<void>;
  /** Forgets what was written. */
  readonly discard: () => void;
}

/** Refuses a folder that is there, unless told to replace it and it holds nothing but `own` files. */
export function checkOut(out: string, force: boolean, own: readonly string[]): void {
  if (!existsSync(out)) return;
  if (!force) {
    throw new WeftError("Exists", {
      expected: `--out to name a folder that is not there yet`,
      found: `that ${show(out)} is`,
      next: "Give another, or --force to replace it.",
    });
  }
  const others = statSync(out).isDirectory() ? readdirSync(out).filter((name) => !own.includes(name)) : [basename(out)];
  if (others.length === 0) return;
  throw new WeftError("Exists", {
    expected: `--force to replace a folder with nothing in it but ${examples(own)}`,
    found: `${show(out)} with ${examples(others)}`,
    next: "Give another --out, or remove it yourself.",
  });
}

/**
 * Opens a folder beside `out` to be filled; `out` is replaced only by {@linkcode OutFolder.commit}.
 *
 * @param out The folder to be made.
 * @param guard Told what is about to be begun, and awaited before it is.
 */
export async function openOut(out: string, guard: (begun: Begun) => Promise<void>): Promise<OutFolder> {
  const target = resolve(out);
  const staging = join(dirname(target), `.${basename(target)}-${crypto.randomUUID().slice(0, 8)}`);
  const begun: Begun = { target, staging, made: uppermostMissing(dirname(target)) };
  await guard(begun);
  try {
    await mkdir(staging, { recursive: true });
  } catch (error) {
    abandon(begun);
    const found = error instanceof Error ? error.message : String(error);
    throw new WeftError("Permission", { expected: `to be able to write ${show(out)}`, found }, { cause: error });
  }
  return {
    begun,
    staging,
    commit: async () => {
      const old = existsSync(target) ? oldOf(staging) : undefined;
      if (old) await rename(target, old);
      await rename(staging, target);
      if (old) await rm(old, { recursive: true });
    },
    discard: () => abandon(begun),
  };
}

/** The uppermost of a folder and those above it that is not there yet; none when it is. */
function uppermostMissing(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  return uppermostMissing(dirname(folder)) ?? folder;
}

/** Undoes what was begun, wherever it stands: what was at the target before is there again. */
export function abandon({ target, staging, made }: Begun): void {
  const old = oldOf(staging);
  if (existsSync(old) && !existsSync(target)) renameSync(old, target);
  for (const folder of [staging, old].filter(existsSync)) rmSync(folder, { recursive: true, maxRetries: 3 });
  if (made !== undefined) removeEmpty(dirname(target), made);
}

/** Removes folders from the innermost to `last`, as far as they are empty. */
function removeEmpty(folder: string, last: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
  if (folder !== last) removeEmpty(dirname(folder), last);
}

/** Where the folder at the target waits while it is being replaced. */
function oldOf(staging: string): string {
  return `${staging}-old`;
}
