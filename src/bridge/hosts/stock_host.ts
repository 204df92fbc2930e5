import type { HostPublishOptions, JsonObject, WidgetHost } from "../widget_host.ts";
import { warn } from "./warn.ts";

/** The part of `Deno.jupyter` that publishes; it exists in a Deno kernel only. */
export interface StockJupyter {
  /** Publishes a message. */
  readonly broadcast: (
    name: string,
    content: JsonObject,
    extra: { readonly metadata: JsonObject; readonly buffers: readonly Uint8Array<ArrayBuffer>[] },
  ) => Promise<void>;
}

/** How the process hears of stop. */
export interface SignalWorld {
  /** Calls back at every SIGINT, which then no longer ends the process. */
  readonly add: (listener: () => void) => void;
  /** Takes the listener back. */
  readonly remove: (listener: () => void) => void;
}

/** The stock Deno kernel: to the page only. Stop reaches it as SIGINT, which ends the process unless somebody listens. */
export function stockHost(jupyter: StockJupyter, signals: SignalWorld): WidgetHost {
  let tail: Promise<void> = Promise.resolve();
  return Object.freeze({
    kind: "stock",
    publish(name: string, content: JsonObject, { metadata = {}, buffers = [] }: HostPublishOptions = {}) {
      const done = tail.then(() => jupyter.broadcast(name, content, { metadata, buffers }));
      tail = done.catch(() => undefined);
      return done;
    },
    onComm: () => () => undefined,
    onInterrupt(listener: () => void) {
      signals.add(listener);
      return () => signals.remove(listener);
    },
    cell: () => Promise.resolve(null),
    warn,
  });
}
