import type { AnyModel } from "@anywidget/types";

/** Calls a function when a trait changes or a message comes, until the signal ends it. */
export function listen(
  model: AnyModel,
  event: `change:${string}` | "msg:custom",
  listener: (content?: unknown) => void,
  signal: AbortSignal,
): void {
  model.on(event as "msg:custom", listener);
  signal.addEventListener("abort", () => model.off(event as "msg:custom", listener));
}
