import type { Model } from "./model.ts";

/** Whether somebody answers at the other end. */
export type KernelState = "live" | "gone";

/** How long the kernel may take to answer the first greeting, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Watches whether the model has a kernel: it has none on an exported page or in a notebook that was opened without one,
 * and loses it when the kernel ends or starts anew. The kernel's side answers `{ kind: "weft.hello" }` with the same.
 *
 * @param model The widget's model, with the trait `live`.
 * @param signal Ends it.
 * @param changed Called with the state now and whenever it changes.
 */
export function watchKernel(
  model: Model<{ live: boolean }>,
  signal: AbortSignal,
  changed: (state: KernelState) => void,
): void {
  let state: KernelState | undefined;
  const tell = (next: KernelState): void => {
    if (next === state) return;
    state = next;
    changed(next);
  };
  if (!model.get("live")) return tell("gone");
  tell("live");
  const greet = (): void => {
    try {
      model.send({ kind: "weft.hello" });
    } catch {
      tell("gone");
    }
  };
  const waiting = setTimeout(() => tell("gone"), PATIENCE);
  const heard = (): void => {
    clearTimeout(waiting);
    tell("live");
  };
  const lost = (): void => tell("gone");
  // The manager of the widgets says that the line is another, not whether there is one: who answers is there.
  const changedLine = (): void => {
    lost();
    greet();
  };
  const events = [["comm:close", lost], ["comm_live_update", changedLine], ["msg:custom", heard]] as const;
  for (const [name, listener] of events) model.on(name, listener);
  signal.addEventListener("abort", () => {
    clearTimeout(waiting);
    for (const [name, listener] of events) model.off(name, listener);
  });
  greet();
}
