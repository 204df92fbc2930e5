import { WidgetModel, type WidgetModelOptions } from "./widget_model.ts";

/** What a widget of one's own is made of. */
export type WidgetOptions<State extends object> = Omit<WidgetModelOptions<State>, "host">;

/**
 * A widget of one's own: a module for the page, a state that both sides share, and what the page may set.
 *
 * The module is an anywidget: its default export has `render({ model, el })`, which builds the view in the element `el`,
 * reads traits by `model.get(name)`, sets them by `model.set(name, value)` and `model.save_changes()`, hears of changes by
 * `model.on("change:name", …)`, and may return what takes the view down again. It stands on the page as it is: put no
 * text into it as HTML, and load nothing from elsewhere.
 *
 * @param options `module`, `state`, `checks`, `css`, `fallback`.
 * @returns The model: display it, `get`, `set`, `on`, `send`, `onMessage`.
 * @throws {WeftError} `InvalidArgument` for a trait's name with a leading `_`, or a value that no message can carry.
 *
 * @example
 * ```ts
 * import { widget } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * const counter = widget({
 *   module: `export default {
 *     render({ model, el }) {
 *       const button = document.createElement("button");
 *       const draw = () => button.textContent = model.get("count");
 *       button.onclick = () => (model.set("count", model.get("count") + 1), model.save_changes());
 *       model.on("change:count", draw);
 *       draw();
 *       el.append(button);
 *     },
 *   };`,
 *   state: { count: 0 },
 *   checks: { count: Number }, // the page may set it, to a number
 * });
 * counter.set({ count: 41 });
 * assert.equal(counter.get("count"), 41);
 * ```
 */
export function widget<State extends object>(options: WidgetOptions<State>): WidgetModel<State> {
  return new WidgetModel(options);
}
