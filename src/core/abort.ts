import { setImmediate } from "node:timers";

import { WeftError } from "./error.ts";
import { takeStop } from "./interrupt.ts";

/**
 * Throws `Aborted` when the signal has been given, or without one when stop has been pressed in the notebook; `what` names
 * the work, `next` says what to do with what is done.
 */
export function throwIfAborted(signal: AbortSignal | undefined, what: string, next?: string): void {
  if (signal ? !signal.aborted : !takeStop()) return;
  const fields = { expected: `${what} to finish`, found: "that it was stopped", ...(next !== undefined && { next }) };
  throw new WeftError("Aborted", fields, { cause: signal?.reason });
}

/** Milliseconds after which I/O is due a turn. */
const IO_EVERY = 8;
/**
 * While something is ready to run, the runtime (tokio) looks at sockets once in 61 rounds only. To go through them takes a
 * tenth of a millisecond; a timer, which makes it look too, takes more than one.
 */
const IO_ROUNDS = 64;
let lastIo = 0;

/**
 * Gives timers and signals a turn, and every few milliseconds sockets too; 2 µs, and 1 % of the time in the long run, so
 * it may be called once a step.
 */
export async function macrotask(): Promise<void> {
  const isDue = performance.now() - lastIo > IO_EVERY;
  for (let round = isDue ? IO_ROUNDS : 1; round > 0; round--) await immediate();
  if (isDue) lastIo = performance.now();
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
