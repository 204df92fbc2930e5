import { createInterface } from "node:readline/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { WeftError } from "../src/core/error.ts";
import type { Outcome } from "./bench_case.ts";
import { N_THREADS, type Side } from "./side.ts";

/** A process that does one side of a case, round by round. */
export interface SideProcess {
  /** What it runs: versions of packages, or the engine it got. */
  readonly versions: string;
  /** Does one round, the work `repeat` times in a row; throws what the process said last when it ends instead. */
  readonly round: (repeat: number) => Promise<Outcome>;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/** Where a side finds what it runs on. */
export interface SideContext {
  /** Name of the case. */
  readonly caseName: string;
  /** The folder with the data. */
  readonly folder: string;
  /** The Python with the peers, if there is one. */
  readonly python: string | undefined;
}

/**
 * Starts a side in a process of its own and waits until it has read its data.
 *
 * @throws {WeftError} `Failed` when it cannot be run here; what was found says why.
 */
export async function openSide(side: Side, context: SideContext): Promise<SideProcess> {
  const child = command(side, context).spawn();
  // It leads a group of its own, so that what it has started ends with it.
  const kill = () => Deno.kill(-child.pid, "SIGKILL");
  globalThis.addEventListener("unload", kill);
  child.status.then(() => globalThis.removeEventListener("unload", kill));
  const said = lastLine(child.stderr);
  const lines = createInterface({ input: Readable.fromWeb(child.stdout as never) })[Symbol.asyncIterator]();
  const input = child.stdin.getWriter();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw missing(await said || "it ended without a word");
    return JSON.parse(value);
  };
  const { versions } = await answer();
  return {
    versions,
    round: async (repeat) => {
      await input.write(new TextEncoder().encode(`run ${repeat}\n`));
      return await answer();
    },
    close: async () => {
      // The process may have ended by itself; then there is nobody to tell.
      await input.close().catch(() => {});
      await child.status;
    },
  };
}

function command(side: Side, { caseName, folder, python }: SideContext): Deno.Command {
  const piped = { stdin: "piped", stdout: "piped", stderr: "piped", clearEnv: true, detached: true } as const;
  if ("engine" in side.runs) {
    const script = fileURLToPath(new URL("weft_side.ts", import.meta.url));
    const args = ["run", "-A", script, caseName, side.runs.engine, folder];
    return new Deno.Command(Deno.execPath(), { ...piped, args, env: environment(side) });
  }
  if (python === undefined) throw missing("no Python with the peers: `deno task bench:setup` makes one");
  const { script, form } = side.runs;
  // The ending keeps a script from shadowing the package it imports.
  const path = fileURLToPath(new URL(`peers/${script}_peer.py`, import.meta.url));
  return new Deno.Command(python, { ...piped, args: ["-u", path, folder, form], env: environment(side) });
}

function environment({ env }: Side): Record<string, string> {
  const { OMP_WAIT_POLICY: _, ...inherited } = Deno.env.toObject();
  const threads = String(N_THREADS);
  return {
    ...inherited,
    PYTHONWARNINGS: "ignore",
    OMP_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    NUMBA_NUM_THREADS: threads,
    WEFT_THREADS: threads,
    ...env,
  };
}

async function lastLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const text = await new Response(stream).text();
  return text.trimEnd().split("\n").at(-1)!.trim();
}

function missing(found: string): WeftError {
  return new WeftError("Failed", { expected: "this side to run", found });
}
