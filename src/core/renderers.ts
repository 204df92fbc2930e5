/** The method by which a notebook asks an object to show itself. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** What an object shows of itself: MIME type → content. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

const RENDERERS = new Map<string, (value: never) => DisplayBundle | Promise<DisplayBundle>>();

/**
 * Says how objects of a kind show themselves; a later renderer of the same kind replaces the earlier.
 *
 * @param kind The object's `kind`, such as `anndata`.
 * @param render Makes the MIME bundle, for {@linkcode liveBundle} also later; `text/plain` is added when it has none.
 *
 * @example
 * ```ts
 * import { displayBundle, registerRenderer } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * registerRenderer("dot", (dot: { x: number }) => ({ "text/html": `<b>${dot.x}</b>` }));
 * assert.equal(displayBundle("dot", { x: 1 })["text/html"], "<b>1</b>");
 * ```
 */
export function registerRenderer<T extends object>(
  kind: string,
  render: (value: T) => DisplayBundle | Promise<DisplayBundle>,
): void {
  RENDERERS.set(kind, render as (value: never) => DisplayBundle);
}

/**
 * The MIME bundle of an object: its text, and what the renderer of its kind adds.
 *
 * @param kind The object's `kind`.
 * @param value The object.
 * @returns At least `text/plain`.
 *
 * @example
 * ```ts
 * import { displayBundle } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(displayBundle("unknown", ["a"]), { "text/plain": "a" });
 * ```
 */
export function displayBundle(kind: string, value: object): DisplayBundle {
  const shown = RENDERERS.get(kind)?.(value as never);
  return { "text/plain": String(value), ...(shown instanceof Promise ? {} : shown) };
}

/**
 * The MIME bundle of an object that goes on changing where it is shown: its renderer may take its time.
 *
 * @param kind The object's `kind`.
 * @param value The object.
 * @returns At least `text/plain`, unless the renderer has shown the object itself and says so with an empty bundle.
 *
 * @example
 * ```ts
 * import { liveBundle, registerRenderer } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * registerRenderer("clock", () => Promise.resolve({ "text/html": "<b>12:00</b>" }));
 * assert.equal((await liveBundle("clock", {}))["text/html"], "<b>12:00</b>");
 * ```
 */
export async function liveBundle(kind: string, value: object): Promise<DisplayBundle> {
  const shown = await RENDERERS.get(kind)?.(value as never);
  if (shown && Object.keys(shown).length === 0) return shown;
  return { "text/plain": String(value), ...shown };
}
