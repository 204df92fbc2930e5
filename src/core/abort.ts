import { setImmediate } from "node:timers";

import { WeftError } from "./error.ts";

/** Throws `Aborted` when the signal has been given; `what` names the work. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (!signal?.aborted) return;
  throw new WeftError("Aborted", { expected: `${what} to finish`, found: "that it was stopped" }, {
    cause: signal.reason,
  });
}

/** Gives timers, I/O and signals a turn; 2 µs, so it may be called once a step. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
