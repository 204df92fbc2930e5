/** One side of a case that weft runs, in a process of its own: `weft_side.ts CASE ENGINE FOLDER`; see `side_process.ts`. */
import { createInterface } from "node:readline/promises";
import process from "node:process";
import { sharedKernels } from "../src/kernels/shared_kernels.ts";
import type { OpenOptions } from "./bench_case.ts";
import { cases } from "./cases/mod.ts";

const [name, engine, folder] = Deno.args as [string, OpenOptions["engine"], string];
// deno-lint-ignore no-console -- the line protocol
const answer = (value: unknown): void => console.log(JSON.stringify(value));

try {
  const work = await cases.find((one) => one.name === name)!.open(folder, { engine });
  answer({ versions: engine === "auto" ? "" : kernelsInUse() });
  for await (const line of createInterface({ input: process.stdin })) {
    const outcome = await work(Number(line.split(" ")[1]));
    answer({ ...outcome, peakBytes: outcome.peakBytes ?? process.resourceUsage().maxRSS * 1024 });
  }
} catch (error) {
  // The reader of this process shows the last line only.
  console.error(error instanceof Error ? error.message.replaceAll("\n", " ") : String(error));
  Deno.exit(1);
}

/** What work that names no engine runs on, which the environment of this process decides. */
function kernelsInUse(): string {
  const { kernels } = sharedKernels();
  return `${kernels.engine} kernels for ${kernels.kind}`;
}
