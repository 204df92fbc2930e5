import type { Json } from "../wire/message.ts";
import type { KernelPort } from "./kernel_port.ts";
import type { DenoJupyter } from "./reroute_displays.ts";

/** The part of the runtime that shows a cell's last value; not public, and gone if another version has it elsewhere. */
export interface DenoResults {
  /** Shows a value as the result of a cell. */
  broadcastResult?: (executionCount: number, result: unknown) => Promise<void>;
}

/** Lets the last value of a cell go out by the kernel's own way too, whatever its size. */
export function rerouteResults(
  results: DenoResults | undefined,
  jupyter: DenoJupyter,
  publish: KernelPort["publish"],
): void {
  if (typeof results?.broadcastResult !== "function") return;
  results.broadcastResult = async (executionCount, result) => {
    if (result === undefined) return;
    try {
      const data = await jupyter.format(result);
      await publish("execute_result", { "execution_count": executionCount, data, metadata: {}, transient: {} });
    } catch (error) {
      await publish("error", errorContent(error));
    }
  };
}

/** What a front end shows of an error, which may be anything. */
function errorContent(error: unknown): Json {
  if (typeof error !== "object" || error === null) return { ename: "Error", evalue: String(error), traceback: [] };
  const { name = "Error", message = "", stack = "" } = error as Partial<Error>;
  return { ename: String(name), evalue: String(message), traceback: stack === "" ? [] : String(stack).split("\n") };
}
