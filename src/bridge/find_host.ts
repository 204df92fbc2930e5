import { NO_HOST } from "./hosts/no_host.ts";
import { stockHost, type StockJupyter } from "./hosts/stock_host.ts";
import { weftHost, type WeftPort } from "./hosts/weft_host.ts";
import type { WidgetHost } from "./widget_host.ts";

/** Where hosts leave their marks. */
export interface HostWorld {
  /** The weft kernel's port. */
  readonly port: WeftPort | undefined;
  /** `Deno.jupyter`, which throws or is missing outside a Deno kernel. */
  readonly jupyter: () => StockJupyter | undefined;
}

let found: WidgetHost | undefined;

/**
 * The world that this process's widgets live in: the weft kernel, the stock Deno kernel, or none. Looked for once.
 *
 * @example
 * ```ts
 * import { findHost } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * assert.equal(findHost().kind, "none"); // a script: there is no page
 * ```
 */
export function findHost(): WidgetHost {
  return found ??= hostOf({
    port: (globalThis as unknown as Record<symbol, WeftPort | undefined>)[Symbol.for("weft.kernel")],
    jupyter: () => (Deno as unknown as { jupyter?: StockJupyter }).jupyter,
  });
}

/** The host that left its marks in a world. */
export function hostOf({ port, jupyter }: HostWorld): WidgetHost {
  if (port) return weftHost(port);
  const stock = jupyterOf(jupyter);
  if (!stock) return NO_HOST;
  return stockHost(stock, {
    add: (listener) => Deno.addSignalListener("SIGINT", listener),
    remove: (listener) => Deno.removeSignalListener("SIGINT", listener),
  });
}

function jupyterOf(jupyter: HostWorld["jupyter"]): StockJupyter | undefined {
  try {
    const found = jupyter();
    return typeof found?.broadcast === "function" ? found : undefined;
  } catch {
    return undefined;
  }
}
