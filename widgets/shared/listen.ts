import type { Model } from "./model.ts";

/** Calls a function when a trait changes or a message comes, until the signal ends it. */
export function listen(
  model: Pick<Model, "on" | "off">,
  event: `change:${string}` | "msg:custom",
  listener: (content?: unknown) => void,
  signal: AbortSignal,
): void {
  model.on(event, listener);
  signal.addEventListener("abort", () => model.off(event, listener));
}
