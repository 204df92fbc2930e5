import type { CellRun, CommFromPage, HostPublishOptions, JsonObject, WidgetHost } from "../widget_host.ts";
import { warn } from "../../core/warn.ts";

/** What the weft kernel offers at `globalThis[Symbol.for("weft.kernel")]`; the kernel's own type says more. */
export interface WeftPort {
  /** Version of this interface. */
  readonly version: 1;
  /** Calls back when the user presses stop. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Whether stop was pressed and nobody has ended for it; true once. */
  readonly takeStop: () => boolean;
  /** Calls back when a front end speaks to a comm. */
  readonly onComm: (listener: (message: CommFromPage) => boolean) => () => void;
  /** Publishes a message. */
  readonly publish: (name: string, content: JsonObject, options?: HostPublishOptions) => Promise<void>;
  /** The cell that runs. */
  readonly cell: () => Promise<CellRun | null>;
}

/** The weft kernel: both ways, any size. */
export function weftHost(port: WeftPort): WidgetHost {
  const { onInterrupt, takeStop, onComm, publish, cell } = port;
  return Object.freeze({ kind: "weft", onInterrupt, takeStop, onComm, publish, cell, warn });
}
