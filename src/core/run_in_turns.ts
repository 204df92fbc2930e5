import { throwIfAborted } from "./abort.ts";
import { turns } from "./turns.ts";

/**
 * What steps return; the rest of the process has its turn between them.
 *
 * @param steps What is done, some milliseconds a step.
 * @param signal Stops the work.
 * @param what Names the work.
 * @throws {WeftError} `Aborted` by the signal.
 */
export async function runInTurns<T>(
  steps: Iterator<unknown, T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  const turn = turns(signal, what);
  for (;;) {
    throwIfAborted(signal, what);
    const step = steps.next();
    if (step.done) return step.value;
    await turn();
  }
}
