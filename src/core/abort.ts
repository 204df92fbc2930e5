import { setImmediate } from "node:timers";

import { WeftError } from "./error.ts";

/** Throws `Aborted` when the signal has been given; `what` names the work, `next` says what to do with what is done. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string, next?: string): void {
  if (!signal?.aborted) return;
  const fields = { expected: `${what} to finish`, found: "that it was stopped", ...(next !== undefined && { next }) };
  throw new WeftError("Aborted", fields, { cause: signal.reason });
}

/** Gives timers, I/O and signals a turn; 2 µs, so it may be called once a step. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
