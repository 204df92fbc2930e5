import { existsSync, readFileSync } from "node:fs";
import { WeftError } from "../src/core/error.ts";

/** What a process took from its start to its end. */
export interface ColdRun {
  /** Wall seconds. */
  readonly seconds: number;
  /** Processor seconds of all its threads; NaN where the system does not tell. */
  readonly cpuSeconds: number;
}

/**
 * Runs a command to its end.
 *
 * @throws {WeftError} `Failed` when it fails, with what it said last.
 */
export async function coldRun(command: string, args: readonly string[]): Promise<ColdRun> {
  const before = childrenSeconds();
  const started = performance.now();
  const child = new Deno.Command(command, { args: [...args], stdout: "null", stderr: "piped" });
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - started) / 1000;
  if (success) return { seconds, cpuSeconds: childrenSeconds() - before };
  const found = new TextDecoder().decode(stderr).trimEnd().split("\n").at(-1)!;
  throw new WeftError("Failed", { expected: `${args[0]} to run`, found });
}

/** Processor seconds of all children that have ended, from Linux's table of this process. */
function childrenSeconds(): number {
  const path = "/proc/self/stat";
  if (!existsSync(path)) return NaN;
  // The name before it may hold spaces. The fields after it begin with the third; the children's are the 16th and 17th.
  const fields = readFileSync(path, "utf8").split(") ").at(-1)!.split(" ");
  const ticksPerSecond = 100;
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}
