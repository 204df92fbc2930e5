import { connectInterrupt } from "../core/interrupt.ts";
import { findHost } from "./find_host.ts";
import type { WidgetHost } from "./widget_host.ts";

/**
 * Makes the notebook's stop button end what listens: training, reading, verbs, and whatever took `interruptSignal()`. On the
 * stock Deno kernel, whose stop is a SIGINT, the process survives it from here on.
 */
export function connectStop(host: WidgetHost = findHost()): void {
  if (host.kind === "none") return;
  if (host.kind === "stock") host.onInterrupt(() => undefined);
  connectInterrupt({ onInterrupt: (interrupt) => host.onInterrupt(interrupt), takeStop: () => host.takeStop() });
}
