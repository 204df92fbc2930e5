import { WeftError } from "../../core/error.ts";
import type { PlannedRun } from "./plan.ts";

/** One of several processes that share a plan: `place` of `count`, from 0. */
export interface Shard {
  /** Which one. */
  readonly place: number;
  /** How many there are. */
  readonly count: number;
}

/**
 * The runs of one process; all runs on a tissue are one process's, which prepares it once. Runs on real cells are long and
 * on the same ones: these are dealt out one by one.
 */
export function shardOf(runs: readonly PlannedRun[], { place, count }: Shard): PlannedRun[] {
  const tissues = new Map<string, number>();
  return runs.filter(({ job }) => {
    const name = JSON.stringify(job.tissue.kind === "snareseq" ? job : job.tissue);
    const number = tissues.get(name) ?? tissues.size;
    tissues.set(name, number);
    return number % count === place;
  });
}

/** Runs this command line in several processes of one thread each, and waits for all. */
export async function inProcesses(args: readonly string[], count: number): Promise<void> {
  const script = new URL("../main.ts", import.meta.url).href;
  const processes = Array.from({ length: count }, (_, place) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", script, "benchmark", ...args, "--shard", `${place}/${count}`],
      env: { WEFT_THREADS: "1" },
      stdout: "inherit",
      stderr: "inherit",
    }).spawn());
  const states = await Promise.all(processes.map(({ status }) => status));
  const broken = states.findIndex(({ signal }) => signal !== null);
  if (broken < 0) return;
  throw new WeftError("Failed", { expected: "every process to end by itself", found: `process ${broken} killed` });
}
