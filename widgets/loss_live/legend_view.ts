import { tickText } from "../../src/bridge/protocol/curves/axis.ts";
import { element } from "../shared/elements.ts";
import type { ChartData } from "./chart_view.ts";

/** The legend: a switch for each curve, with its last value; with Shift or a double click it alone stays on. */
export class LegendView {
  /** The row of switches. */
  readonly root: HTMLElement = element("div", {
    class: "wl-legend",
    attributes: { role: "group", "aria-label": "Curves" },
  });
  readonly #hide: (hidden: readonly string[]) => void;
  #items: { readonly button: HTMLButtonElement; readonly value: HTMLElement }[] = [];
  #terms: readonly string[] = [];
  #hidden: readonly string[] = [];

  /** @param hide Called with the names that are to be off. */
  constructor(hide: (hidden: readonly string[]) => void) {
    this.#hide = hide;
  }

  /** Shows the terms, which are on, and their last values. */
  update({ terms, termColors, curve, view }: ChartData): void {
    this.#hidden = view.hidden;
    if (terms.join("\n") !== this.#terms.join("\n")) this.#make(terms, termColors);
    const last = curve.subarray(Math.max(0, curve.length - terms.length));
    this.#items.forEach(({ button, value }, column) => {
      button.setAttribute("aria-pressed", String(!view.hidden.includes(terms[column]!)));
      value.textContent = Number.isFinite(last[column]) ? tickText(last[column]!) : "";
    });
  }

  #make(terms: readonly string[], colors: readonly string[]): void {
    this.#terms = terms;
    this.#items = terms.map((term, column) => {
      const swatch = element("i", { class: "wl-swatch" });
      swatch.style.background = colors[column]!;
      const value = element("small");
      const attributes = { type: "button", title: `${term}: click to switch, Shift-click to see it alone` };
      const button = element("button", { attributes }, [swatch, element("bdi", { text: term }), value]);
      button.addEventListener("click", ({ shiftKey }) => shiftKey ? this.#alone(term) : this.#switch(term));
      button.addEventListener("dblclick", () => this.#alone(term));
      return { button, value };
    });
    this.root.replaceChildren(...this.#items.map(({ button }) => button));
  }

  #switch(term: string): void {
    const off = this.#hidden.includes(term);
    this.#hide(off ? this.#hidden.filter((name) => name !== term) : [...this.#hidden, term]);
  }

  /** Switches all others off, or all on when it is alone already. */
  #alone(term: string): void {
    const others = this.#terms.filter((name) => name !== term);
    const alone = !this.#hidden.includes(term) && others.every((name) => this.#hidden.includes(name));
    this.#hide(alone ? [] : others);
  }
}
