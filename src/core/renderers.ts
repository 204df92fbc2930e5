/** The method by which a notebook asks an object to show itself. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** What an object shows of itself: MIME type → content. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

const RENDERERS = new Map<string, (value: never) => DisplayBundle>();

/**
 * Says how objects of a kind show themselves; a later renderer of the same kind replaces the earlier.
 *
 * @param kind The object's `kind`, such as `anndata`.
 * @param render Makes the MIME bundle; `text/plain` is added when it has none.
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
export function registerRenderer<T extends object>(kind: string, render: (value: T) => DisplayBundle): void {
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
  const render = RENDERERS.get(kind);
  return { "text/plain": String(value), ...render?.(value as never) };
}
