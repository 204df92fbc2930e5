import type { PageModel } from "./page_model.ts";

/** What a widget is handed when it is to draw itself. */
export interface RenderProps {
  readonly model: PageModel;
  readonly el: HTMLElement;
  readonly signal: AbortSignal;
}

/** What ends a drawing. */
export type Cleanup = (() => unknown) | undefined | void;

/** A widget's parts, as anywidget knows them. */
export interface Widget {
  initialize?(props: { readonly model: PageModel; readonly signal: AbortSignal }): Cleanup | Promise<Cleanup>;
  render(props: RenderProps): Cleanup | Promise<Cleanup>;
}

/** The widget of a module's source. */
export async function loadWidget(source: string): Promise<Widget> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const { default: widget } = await import(url) as { default: Widget | (() => Widget | Promise<Widget>) };
    return typeof widget === "function" ? await widget() : widget;
  } finally {
    URL.revokeObjectURL(url);
  }
}
