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
export interface PageWidget {
  initialize?(props: { readonly model: PageModel; readonly signal: AbortSignal }): Cleanup | Promise<Cleanup>;
  render(props: RenderProps): Cleanup | Promise<Cleanup>;
}
