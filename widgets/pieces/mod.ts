/**
 * Stands before a widget's module where the kernel can send small messages only: puts together what came in pieces, the
 * module itself too, and lets the widget see whole values.
 *
 * @module
 */
import type { AnyModel, AnyWidget, InitializeProps, RenderProps } from "@anywidget/types";
import { MODULE_TRAIT } from "../../src/bridge/protocol/pieces.ts";
import { wholeModel } from "./whole_model.ts";

type Widget = Exclude<AnyWidget, () => unknown>;

/** Modules by their source, so that what a module keeps for itself is there for all its views. */
const LOADED = new Map<string, Promise<Widget>>();

/** The widget's own module and the model that it sees. */
async function whole(given: AnyModel): Promise<{ widget: Widget; model: AnyModel }> {
  const model = wholeModel(given);
  const source = await sourceOf(model);
  const widget = LOADED.get(source) ?? load(source);
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

async function load(source: string): Promise<Widget> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const { default: widget } = await import(url) as { default: AnyWidget };
    return typeof widget === "function" ? await widget() : widget;
  } finally {
    URL.revokeObjectURL(url);
  }
}

export default {
  async initialize(props: InitializeProps) {
    const { widget, model } = await whole(props.model);
    return await widget.initialize?.({ ...props, model });
  },
  async render(props: RenderProps) {
    const { widget, model } = await whole(props.model);
    return await widget.render?.({ ...props, model });
  },
};
