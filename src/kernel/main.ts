/**
 * The process that a front end starts: `deno run -A src/kernel/main.ts CONNECTION_FILE`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseConnection } from "./connection.ts";
import { Kernel } from "./kernel.ts";
import { createLog } from "./log.ts";
import { watchParent } from "./parent_watch.ts";

/** Runs a kernel until somebody ends it. */
async function main([file]: readonly string[]): Promise<void> {
  const log = createLog((line) => void Deno.stderr.writeSync(new TextEncoder().encode(line)));
  const kernel = new Kernel({
    connection: parseConnection(await Deno.readTextFile(file!)),
    notebook: Deno.cwd(),
    root: fileURLToPath(new URL("../../", import.meta.url)),
    log,
    exit: Deno.exit,
  });
  for (const signal of Deno.build.os === "windows" ? ["SIGBREAK"] as const : ["SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => void kernel.end(0));
  }
  Deno.addSignalListener("SIGINT", () => void kernel.interrupt());
  const parent = Number(Deno.env.get("JPY_PARENT_PID"));
  if (parent > 0) watchParent(parent, () => void kernel.end(0));
  try {
    await kernel.start();
  } catch (error) {
    log.once("start", `could not start: ${error}`);
    await kernel.end(1);
  }
}

if (import.meta.main) await main(Deno.args);
