import type { WidgetHost } from "../widget_host.ts";
import { warn } from "../../core/warn.ts";

/** A script or a terminal: there is no page, and nothing goes anywhere. */
export const NO_HOST: WidgetHost = Object.freeze({
  kind: "none",
  publish: () => Promise.resolve(),
  onComm: () => () => undefined,
  onInterrupt: () => () => undefined,
  takeStop: () => false,
  cell: () => Promise.resolve(null),
  warn,
});
