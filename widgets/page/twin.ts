import { loadWidget } from "../shared/load_widget.ts";
import { PageModel } from "./page_model.ts";
import type { Cleanup, PageWidget } from "./page_widget.ts";
import { type InlineState, readState } from "./read_state.ts";

/** What stands in a twin's block of data. */
export interface TwinData extends InlineState {
  /** The source of the widget's module, or the name of the block of the page that holds it. */
  readonly module: string | { readonly block: string };
  /** Style sheet of the widget. */
  readonly css?: string;
}

const LIVE = "weft-live";

/** Draws the widget while its place is on the page, from when it is first seen; the still picture shows until then. */
export class Twin {
  readonly #root: HTMLElement;
  readonly #place: HTMLElement;
  #running: AbortController | undefined;
  #failed = false;

  /** @param root The element that holds the still picture and the block of data. */
  constructor(root: HTMLElement) {
    this.#root = root;
    this.#place = root.appendChild(document.createElement("div"));
    this.#place.className = "weft-widget";
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#start();
    }, { rootMargin: "300px" });
    seen.observe(root);
    // An element that is taken off the page shrinks to nothing: the moment to let go of its canvas.
    new ResizeObserver(() => {
      if (!root.isConnected) this.#running?.abort();
    }).observe(root);
  }

  async #start(): Promise<void> {
    if (this.#running || this.#failed) return;
    const { signal } = this.#running = new AbortController();
    const cleanups: Cleanup[] = [];
    const end = (): void => {
      for (const cleanup of cleanups.splice(0).reverse()) cleanup?.();
      this.#place.replaceChildren();
      this.#root.classList.remove(LIVE);
      this.#running = undefined;
    };
    signal.addEventListener("abort", end);
    try {
      const data = dataOf(this.#root);
      const widget = await loadWidget<PageWidget>(sourceOf(data));
      const model = new PageModel(readState(data));
      cleanups.push(await widget.initialize?.({ model, signal }));
      const el = this.#dressed(data.css);
      this.#root.classList.add(LIVE);
      cleanups.push(await widget.render({ model, el, signal }));
      if (signal.aborted) end();
    } catch (error) {
      end();
      this.#failed = true;
      this.#say(error);
    }
  }

  /** The widget's own element, with its style sheet beside it. */
  #dressed(css: string | undefined): HTMLElement {
    if (css !== undefined) this.#place.appendChild(document.createElement("style")).textContent = css;
    return this.#place.appendChild(document.createElement("div"));
  }

  /** Says beneath the still picture why it stays one. */
  #say(error: unknown): void {
    const note = this.#place.appendChild(document.createElement("small"));
    note.textContent = `Shown as a picture: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function dataOf(root: Element): TwinData {
  return JSON.parse(root.querySelector("script.weft-state")!.textContent!);
}

function sourceOf({ module }: TwinData): string {
  if (typeof module === "string") return module;
  return JSON.parse(document.getElementById(module.block)!.textContent!);
}
