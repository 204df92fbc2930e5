import { tickText } from "../../src/bridge/protocol/curves/axis.ts";
import { element } from "../shared/elements.ts";
import type { ChartData, ChartView } from "./chart_view.ts";

/** Room between the cross and the words beside it, in pixels. */
const GAP = 12;
/** Epochs that the arrow keys go with Shift held. */
const LEAP = 10;

/** Reads all terms at the epoch under the mouse or chosen with the arrow keys. */
export class Reading {
  readonly #chart: ChartView;
  readonly #tip = element("div", { class: "wl-tip", attributes: { hidden: true, "aria-hidden": "true" } });
  #data: ChartData | undefined;
  #epoch: number | undefined;
  /** Where the mouse rests: while curves grow, other epochs come to lie there. */
  #mouse: number | undefined;

  /** @param chart What is read. */
  constructor(chart: ChartView) {
    this.#chart = chart;
    const { root } = chart;
    const attributes = { tabindex: "0", role: "slider", "aria-label": "Losses at an epoch", "aria-valuemin": "1" };
    for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
    root.append(this.#tip);
    root.addEventListener("pointermove", ({ clientX }) => this.#follow(clientX));
    root.addEventListener("pointerleave", () => this.#follow(undefined));
    root.addEventListener("blur", () => this.#read(undefined));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Takes what the chart has drawn. */
  update(data: ChartData): void {
    this.#data = data;
    this.#chart.root.setAttribute("aria-valuemax", String(Math.max(1, this.#length)));
    if (this.#mouse === undefined) this.#read(this.#epoch);
    else this.#follow(this.#mouse);
  }

  #follow(clientX: number | undefined): void {
    this.#mouse = clientX;
    this.#read(clientX === undefined ? undefined : this.#chart.epochAt(clientX));
  }

  get #length(): number {
    return this.#data && this.#data.terms.length > 0 ? this.#data.curve.length / this.#data.terms.length : 0;
  }

  #key(event: KeyboardEvent): void {
    const length = this.#length;
    const from = this.#epoch ?? length + 1;
    const step = event.shiftKey ? LEAP : 1;
    const goals: Record<string, number | undefined> = {
      ArrowLeft: from - step,
      ArrowDown: from - step,
      ArrowRight: this.#epoch === undefined ? 1 : from + step,
      ArrowUp: this.#epoch === undefined ? 1 : from + step,
      Home: 1,
      End: length,
      Escape: undefined,
    };
    if (!(event.key in goals) || length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const goal = goals[event.key];
    this.#mouse = undefined;
    this.#read(goal === undefined ? undefined : Math.min(length, Math.max(1, goal)));
  }

  #read(epoch: number | undefined): void {
    this.#epoch = epoch;
    const data = this.#data;
    const at = this.#chart.cross(epoch);
    this.#tip.hidden = at === undefined;
    if (!data || this.#length === 0) return;
    const rows = rowsAt(data, epoch ?? this.#length);
    const { root } = this.#chart;
    root.setAttribute("aria-valuenow", String(epoch ?? this.#length));
    root.setAttribute(
      "aria-valuetext",
      `epoch ${epoch ?? this.#length}: ${rows.map(({ term, text }) => `${term} ${text}`).join(", ")}`,
    );
    if (at === undefined) return;
    this.#tip.replaceChildren(
      element("b", { text: `epoch ${epoch}` }),
      element("div", { class: "wl-rows" }, rows.flatMap(({ term, column, text }) => cells(data, term, column, text))),
    );
    const { width } = root.getBoundingClientRect();
    const own = this.#tip.offsetWidth;
    this.#tip.style.left = `${at + GAP + own <= width ? at + GAP : Math.max(0, at - GAP - own)}px`;
    this.#tip.style.top = "22px";
  }
}

/** A line of the words: the term, its value, and its weight where that is not 1. Not a table, which notebooks dress up. */
function cells(
  { termColors, weights, view }: ChartData,
  term: string,
  column: number,
  text: string,
): readonly HTMLElement[] {
  const swatch = element("i", { class: "wl-swatch" });
  swatch.style.background = termColors[column]!;
  const weight = weights[column] === 1 ? "" : `× ${tickText(weights[column]!)}`;
  const off = view.hidden.includes(term) ? "wl-off" : "";
  return [
    element("span", { class: off }, [swatch, element("bdi", { text: term })]),
    element("span", { class: off, text }),
    element("span", { class: off, text: weight }),
  ];
}

/** What each term was at an epoch. */
function rowsAt({ terms, curve }: ChartData, epoch: number): { term: string; column: number; text: string }[] {
  return terms.map((term, column) => {
    const value = curve[(epoch - 1) * terms.length + column]!;
    return { term, column, text: Number.isFinite(value) ? tickText(value) : "–" };
  });
}
