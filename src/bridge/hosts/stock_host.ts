import { SmallMessages } from "../stock/small_messages.ts";
import type { HostPublishOptions, JsonObject, WidgetHost } from "../widget_host.ts";
import { warn } from "../../core/warn.ts";

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

/** What the user is told once. */
const MISSING =
  "weft: on the stock Deno kernel widgets show what the kernel says, but what you do in them does not come " +
  "back, and a page that is loaded again has lost them. The kernel that mends it: deno task weft kernel install";
/** Bytes a millisecond that pages can be trusted to take, 12 MiB/s: behind a socket that is full the kernel writes noise. */
const RATE = 12 * 1024;

/** The stock Deno kernel: to the page only, in small pieces. Stop reaches it as SIGINT, which ends the process unless somebody listens. */
export function stockHost(jupyter: StockJupyter, signals: SignalWorld): WidgetHost {
  const small = new SmallMessages();
  let tail: Promise<void> = Promise.resolve();
  let isTold = false;
  const send = async (name: string, content: JsonObject, { metadata = {}, buffers = [] }: HostPublishOptions) => {
    for (const message of small.of({ name, content, buffers })) {
      await jupyter.broadcast(message.name, message.content, { metadata, buffers: message.buffers });
      const bytes = message.buffers.reduce((sum, { length }) => sum + length, 0);
      if (bytes > 0) await new Promise((resolve) => setTimeout(resolve, bytes / RATE));
    }
  };
  return Object.freeze({
    kind: "stock",
    publish(name: string, content: JsonObject, options: HostPublishOptions = {}) {
      if (!isTold) warn(MISSING);
      isTold = true;
      const done = tail.then(() => send(name, content, options));
      tail = done.catch(() => undefined);
      return done;
    },
    onComm: () => () => undefined,
    onInterrupt(listener: () => void) {
      signals.add(listener);
      return () => signals.remove(listener);
    },
    takeStop: () => false,
    cell: () => Promise.resolve(null),
    warn,
  });
}
