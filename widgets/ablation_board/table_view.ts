import type { AblationBoardState, BoardLine } from "../../src/bridge/protocol/ablation_board.ts";
import {
  differenceRange,
  differenceText,
  progressText,
  scoreText,
  secondsText,
  spreadText,
} from "../../src/bridge/protocol/curves/board_text.ts";
import { element, svgElement } from "../shared/elements.ts";
import { sortedLines } from "./board_state.ts";

const [BAR, BAR_HEIGHT] = [110, 14];

/** What the table tells of clicks and keys. */
export interface TableActions {
  /** Shows the map of a line. */
  readonly pick: (line: number) => void;
  /** Sorts by a score, or as the study has it. */
  readonly sort: (metric: number | null) => void;
}

/** The lines as a table; a click or the arrow keys pick one, a click on a score's name sorts by it. */
export class TableView {
  /** The table in its place, which scrolls when it is narrow. */
  readonly root: HTMLElement;
  readonly #head = element("tr");
  readonly #body = element("tbody");
  readonly #actions: TableActions;
  #drawn = "";

  /** @param actions What clicks and keys do. */
  constructor(actions: TableActions) {
    this.#actions = actions;
    const table = element("table", {}, [element("thead", {}, [this.#head]), this.#body]);
    this.root = element("div", { class: "wa-table" }, [table]);
    this.#body.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draws it, and keeps the focus where it is. */
  update(state: AblationBoardState): void {
    const { lines, rows, metrics, view, lowerBetter } = state;
    const now = JSON.stringify([lines, rows.map((row) => row.state), metrics, view.line, view.sort]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const focused = this.#focused();
    const order = sortedLines(state);
    this.#head.replaceChildren(
      this.#header("variant", null, view.sort === null ? "none" : "other"),
      heading("seeds"),
      this.#header(metrics[0]!, 0, view.sort === 0 ? sorting(lowerBetter[0]!) : "none"),
      heading("difference", `minus ${lines[0]!.name}, seed by seed; bar: 95 % interval`, "wa-diff"),
      heading("p", "two-sided, paired t, corrected for the number of lines (Holm)"),
      ...metrics.slice(1).map((name, i) =>
        this.#header(name, i + 1, view.sort === i + 1 ? sorting(lowerBetter[i + 1]!) : "none")
      ),
      heading("training"),
    );
    const range = differenceRange(lines);
    this.#body.replaceChildren(...order.map((line) => this.#line(state, line, range)));
    if (focused !== undefined) this.#focus(focused);
  }

  #line(state: AblationBoardState, number: number, range: readonly [number, number]): HTMLElement {
    const line = state.lines[number]!;
    const isPicked = number === state.view.line;
    const problem = line.rows.map((row) => state.rows[row]!.problem).find((text) => text !== null);
    const row = element("tr", {
      attributes: { tabindex: isPicked ? 0 : -1, "aria-selected": String(isPicked), "data-line": number },
      on: { click: () => this.#actions.pick(number) },
    }, [
      element("th", { attributes: { scope: "row" } }, [element("bdi", { text: line.name })]),
      cell(progressText(line, state.rows), problem ?? undefined),
      cell(spreadText(line.means[0]!, line.sds[0]!), undefined, "wa-main"),
      element("td", { class: "wa-diff" }, [
        bar(line, range),
        element("span", { text: differenceText(line.difference) }),
      ]),
      cell(pText(line.difference?.pHolm ?? null)),
      ...line.means.slice(1).map((mean, i) => cell(scoreText(mean), spreadText(mean, line.sds[i + 1]!))),
      cell(secondsText(line.seconds)),
    ]);
    return row;
  }

  #header(text: string, metric: number | null, sorted: string): HTMLElement {
    const attributes = sorted === "ascending" || sorted === "descending" ? { "aria-sort": sorted } : {};
    const title = metric === null ? "In the order of the study" : `Sort by ${text}`;
    const button = element("button", {
      text,
      attributes: { type: "button", title },
      on: { click: () => this.#actions.sort(metric) },
    });
    return element("th", { attributes: { scope: "col", ...attributes } }, [button]);
  }

  #key(event: KeyboardEvent): void {
    const lines = [...this.#body.children].map((row) => Number((row as HTMLElement).dataset["line"]));
    const at = lines.indexOf(this.#focused() ?? -1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1, Enter: at, " ": at }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const line = lines[Math.min(lines.length - 1, Math.max(0, to))]!;
    this.#actions.pick(line);
    this.#focus(line);
  }

  /** The line that has the keyboard's focus. */
  #focused(): number | undefined {
    const { activeElement } = document;
    const line = activeElement && this.#body.contains(activeElement) && (activeElement as HTMLElement).dataset["line"];
    return line ? Number(line) : undefined;
  }

  #focus(line: number): void {
    this.#body.querySelector<HTMLElement>(`tr[data-line="${line}"]`)?.focus();
  }
}

function sorting(isLowerBetter: boolean): string {
  return isLowerBetter ? "ascending" : "descending";
}

function heading(text: string, title?: string, name?: string): HTMLElement {
  return element("th", {
    text,
    attributes: { scope: "col", title: title ?? null },
    ...(name !== undefined && { class: name }),
  });
}

function cell(text: string, title?: string, name?: string): HTMLElement {
  return element("td", { text, attributes: { title: title ?? null }, ...(name !== undefined && { class: name }) });
}

function pText(p: number | null): string {
  if (p === null) return "";
  return p < 0.001 ? "< .001" : p.toFixed(3).replace(/^0/, "");
}

function bar({ difference }: BoardLine, [low, high]: readonly [number, number]): SVGElement {
  const svg = svgElement("svg", {
    attributes: { width: BAR, height: BAR_HEIGHT, viewBox: `0 0 ${BAR} ${BAR_HEIGHT}`, "aria-hidden": "true" },
  });
  const x = (value: number): number => 6 + (value - low) / (high - low || 1) * (BAR - 12);
  const middle = BAR_HEIGHT / 2;
  svg.append(svgElement("path", { class: "wa-zero", attributes: { d: `M${x(0)} 0V${BAR_HEIGHT}` } }));
  if (difference === null) return svg;
  const { mean, low: from, high: to } = difference;
  if (from !== null && to !== null) {
    svg.append(svgElement("path", { class: "wa-reach", attributes: { d: `M${x(from)} ${middle}H${x(to)}` } }));
  }
  svg.append(svgElement("circle", { class: "wa-mean", attributes: { cx: x(mean), cy: middle, r: 3.5 } }));
  return svg;
}
