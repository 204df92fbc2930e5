/** Where the stop button is. */
export interface InterruptSource {
  /** Calls back when it is pressed, while anybody listens; returns what ends it. */
  readonly onInterrupt: (interrupt: () => void) => () => void;
  /** Whether it has been pressed and nothing has ended for it yet; true once. Told also in the middle of a computation. */
  readonly takeStop: () => boolean;
}

const LISTENERS = new Set<() => void>();
let source: InterruptSource | undefined;
let unplug: (() => void) | undefined;
let shared: AbortController | undefined;

/**
 * Calls a function when the user presses stop, until it is taken back.
 *
 * @param listener What to call.
 * @returns What takes it back.
 *
 * @example
 * ```ts
 * import { interrupt, onInterrupt } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * let stopped = 0;
 * const forget = onInterrupt(() => stopped++);
 * interrupt();
 * forget();
 * interrupt();
 * assert.equal(stopped, 1);
 * ```
 */
export function onInterrupt(listener: () => void): () => void {
  // A function of its own, so that the same one may listen twice.
  const own = () => listener();
  LISTENERS.add(own);
  if (LISTENERS.size === 1) plug();
  return () => {
    if (LISTENERS.delete(own) && LISTENERS.size === 0) pull();
  };
}

/**
 * Presses stop: everything in this process that listens ends by itself. What one listener throws comes out when all have
 * been called.
 *
 * @returns How many listened.
 *
 * @example
 * ```ts
 * import { interrupt } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * assert.equal(interrupt(), 0); // nothing is under way
 * ```
 */
export function interrupt(): number {
  const listeners = [...LISTENERS];
  const failures: unknown[] = [];
  for (const listener of listeners) {
    try {
      listener();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return listeners.length;
}

/**
 * A signal that is given the next time the user presses stop, for what takes an `AbortSignal`.
 *
 * @returns The signal: the same one until it is given, then another.
 *
 * @example
 * ```ts
 * import { interrupt, interruptSignal } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const signal = interruptSignal();
 * interrupt();
 * assert(signal.aborted && !interruptSignal().aborted);
 * ```
 */
export function interruptSignal(): AbortSignal {
  if (!shared) {
    const controller = shared = new AbortController();
    const forget = onInterrupt(() => {
      forget();
      shared = undefined;
      controller.abort();
    });
  }
  return shared.signal;
}

/** Says where the stop button is; a later one takes the place of the earlier. */
export function connectInterrupt(button: InterruptSource): void {
  pull();
  source = button;
  if (LISTENERS.size > 0) plug();
}

/**
 * Whether stop has been pressed while this thread computes, where no listener can be called; true once, for the one who
 * ends because of it.
 */
export function takeStop(): boolean {
  return source?.takeStop() ?? false;
}

function plug(): void {
  unplug ??= source?.onInterrupt(() => void interrupt());
}

function pull(): void {
  unplug?.();
  unplug = undefined;
}
