import { macrotask, throwIfAborted } from "./abort.ts";

/** Milliseconds of work between two turns of timers, I/O and signals. */
const EVERY = 25;

/**
 * Makes long work stoppable: the function is called after every small step, and now and then returns what the work must
 * wait for. That gives the rest of the process a turn, and throws `Aborted` when the signal has been given.
 *
 * @param signal Stops the work.
 * @param what Names the work.
 */
export function turns(signal: AbortSignal | undefined, what: string): () => Promise<void> | undefined {
  let last = performance.now();
  const turn = async () => {
    await macrotask();
    throwIfAborted(signal, what);
    last = performance.now();
  };
  return () => performance.now() - last < EVERY ? undefined : turn();
}
