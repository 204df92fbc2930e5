import { onInterrupt } from "./interrupt.ts";

/** A signal to work under, and what ends listening for it. */
export interface Stoppable extends Disposable {
  /** Given when the work is to end. */
  readonly signal: AbortSignal;
}

/**
 * The signal that a call was given, or else one that the stop button gives as long as the call goes on:
 * `using stop = stoppable(options.signal)`.
 */
export function stoppable(signal?: AbortSignal): Stoppable {
  if (signal) return { signal, [Symbol.dispose]: () => undefined };
  const controller = new AbortController();
  const forget = onInterrupt(() => controller.abort());
  return { signal: controller.signal, [Symbol.dispose]: forget };
}
