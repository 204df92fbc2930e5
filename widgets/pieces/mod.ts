/**
 * Stands before a widget's module where the kernel can send small messages only: puts together what came in pieces, the
 * module itself too, and lets the widget see whole values.
 *
 * @module
 */
import type { AnyModel, AnyWidget, InitializeProps, RenderProps } from "@anywidget/types";
import { MODULE_TRAIT } from "../../src/bridge/protocol/pieces.ts";
import { loadWidget } from "../shared/load_widget.ts";
import { wholeModel } from "./whole_model.ts";

type Widget = Exclude<AnyWidget, () => unknown>;

/** Modules by their source, so that what a module keeps for itself is there for all its views. */
const LOADED = new Map<string, Promise<Widget>>();
/** What a model's views wait for: the widget's own initialize. By the model's name: every view has another object of it. */
const INITIALIZED = new Map<unknown, Promise<unknown>>();

/** The widget's own module and the model that it sees. */
async function whole(given: AnyModel): Promise<{ widget: Widget; model: AnyModel }> {
  const model = wholeModel(given);
  const source = await sourceOf(model);
  const widget = LOADED.get(source) ?? loadWidget<Widget>(source);
  LOADED.set(source, widget);
  return { widget: await widget, model };
}

/** The source of the module, as soon as all of it has come. */
function sourceOf(model: AnyModel): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      const source: unknown = model.get(MODULE_TRAIT);
      if (typeof source !== "string") return;
      model.off(`change:${MODULE_TRAIT}`, look);
      resolve(source);
    };
    model.on(`change:${MODULE_TRAIT}`, look);
    look();
  });
}

export default {
  /** Does not wait: as long as this is under way no message is taken, and the module comes by messages. */
  initialize(props: InitializeProps) {
    const name: unknown = props.model.get("_anywidget_id");
    const initialized = whole(props.model).then(({ widget, model }) => widget.initialize?.({ ...props, model }));
    INITIALIZED.set(name, initialized);
    return async () => {
      INITIALIZED.delete(name);
      const cleanup = await initialized;
      if (typeof cleanup === "function") await cleanup();
    };
  },
  async render(props: RenderProps) {
    await INITIALIZED.get(props.model.get("_anywidget_id"));
    const { widget, model } = await whole(props.model);
    return await widget.render?.({ ...props, model });
  },
};
