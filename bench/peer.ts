import { createInterface } from "node:readline/promises";
import { Readable } from "node:stream";
import type { Outcome } from "./bench_case.ts";

/** A Python process that answers one case, round by round. */
export interface Peer {
  /** One round; `null` when the peer cannot do the case. */
  readonly round: () => Promise<Outcome | null>;
  /** Versions of what it runs. */
  readonly versions: string;
  /** Ends the process. */
  readonly close: () => Promise<void>;
}

/**
 * Starts `peers/<name>_peer.py` on a folder of data; `null` when there is no Python with what it needs. The ending keeps
 * a script from shadowing the package it imports.
 */
export async function openPeer(python: string | undefined, name: string, folder: string): Promise<Peer | null> {
  if (python === undefined) return null;
  const script = new URL(`peers/${name}_peer.py`, import.meta.url).pathname;
  const child = new Deno.Command(python, {
    args: ["-u", script, folder],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
    env: { PYTHONWARNINGS: "ignore" },
  }).spawn();
  const lines = createInterface({ input: Readable.fromWeb(child.stdout as never) })[Symbol.asyncIterator]();
  const input = child.stdin.getWriter();
  const answer = async () => {
    const { value, done } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  const ready = await answer();
  if (ready === null) {
    await child.status;
    return null;
  }
  return {
    versions: ready.versions,
    round: async () => {
      await input.write(new TextEncoder().encode("run\n"));
      return await answer();
    },
    close: async () => {
      await input.close();
      await child.status;
    },
  };
}
