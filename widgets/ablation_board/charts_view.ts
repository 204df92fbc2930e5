import type { AblationBoardState } from "../../src/bridge/protocol/ablation_board.ts";
import { linearAxis, tickText } from "../../src/bridge/protocol/curves/axis.ts";
import { boardCurve, epochOfPoint } from "../../src/bridge/protocol/curves/board_curve.ts";
import { linePath } from "../../src/bridge/protocol/curves/line_path.ts";
import { lossAxis } from "../../src/bridge/protocol/curves/loss_axis.ts";
import { element, svgElement } from "../shared/elements.ts";
import { sortedLines } from "./board_state.ts";

const [WIDTH, HEIGHT, LEFT] = [190, 84, 34];

/** A card with a small chart for every line: one curve a seed. */
export class ChartsView {
  /** The grid of cards. */
  readonly root: HTMLElement = element("div", {
    class: "wa-charts",
    attributes: { role: "group", "aria-label": "Curves of every line" },
  });
  readonly #pick: (line: number) => void;
  readonly #cards = new Map<number, { readonly card: HTMLButtonElement; readonly svg: SVGSVGElement; drawn: string }>();
  #names = "";

  /** @param pick Called with the number of the line that is clicked. */
  constructor(pick: (line: number) => void) {
    this.#pick = pick;
  }

  /** Draws what has changed. */
  update(state: AblationBoardState): void {
    const order = sortedLines(state);
    const names = JSON.stringify(order.map((line) => state.lines[line]!.name));
    if (names !== this.#names) this.#make(state, order);
    this.#names = names;
    for (const [line, entry] of this.#cards) {
      entry.card.setAttribute("aria-pressed", String(line === state.view.line));
      const { rows } = state.lines[line]!;
      const now = `${state.view.term} ${state.view.log} ${
        rows.map((row) => `${state.rows[row]!.epoch} ${state.curves[row]!.length}`)
      }`;
      if (now === entry.drawn) continue;
      entry.drawn = now;
      entry.svg.replaceChildren(...chart(state, rows));
    }
  }

  #make(state: AblationBoardState, order: readonly number[]): void {
    this.#cards.clear();
    this.root.replaceChildren(...order.map((line) => {
      const { name } = state.lines[line]!;
      const svg = svgElement("svg", { attributes: { viewBox: `0 0 ${WIDTH} ${HEIGHT + 16}`, "aria-hidden": "true" } });
      const card = element("button", {
        class: "wa-card",
        attributes: { type: "button", title: `${name}: show its map` },
        on: { click: () => this.#pick(line) },
      }, [element("bdi", { text: name }), svg]);
      this.#cards.set(line, { card, svg, drawn: "" });
      return card;
    }));
  }
}

function chart({ curves, rows, terms, view }: AblationBoardState, own: readonly number[]): SVGElement[] {
  const column = Math.max(0, terms.indexOf(view.term));
  const drawn = own.map((row) => ({ row, values: boardCurve(curves[row]!, terms.length, column) }))
    .filter(({ values }) => values.some(Number.isFinite));
  if (drawn.length === 0) return [label(WIDTH / 2, HEIGHT / 2, "no curve", "middle")];
  const nEpochs = Math.max(2, ...drawn.map(({ row }) => rows[row]!.epoch));
  const axis = lossAxis(drawn.map(({ values }) => ({ term: view.term, column, values })), view.log);
  const across = linearAxis(1, nEpochs, 3);
  const x = (epoch: number): number => LEFT + across.at(epoch) * (WIDTH - LEFT - 2);
  const y = (value: number): number => HEIGHT - 4 - axis.at(value) * (HEIGHT - 10);
  const ticks = axis.ticks.filter((_, i) => axis.ticks.length < 4 || i % 2 === 0).flatMap((tick) => [
    svgElement("path", { class: "wa-grid", attributes: { d: `M${LEFT} ${y(tick)}H${WIDTH}` } }),
    label(LEFT - 4, y(tick) + 3.5, tickText(tick), "end"),
  ]);
  const lines = drawn.map(({ row, values }) => {
    const { epoch, state } = rows[row]!;
    const at = (point: number): number => x(epochOfPoint(point - 1, values.length, epoch));
    return svgElement("path", {
      class: "wa-curve",
      attributes: { d: linePath(values, { x: at, y }), "data-state": state },
    });
  });
  return [...ticks, ...lines, label(WIDTH - 2, HEIGHT + 12, `${nEpochs} epochs`, "end")];
}

function label(x: number, y: number, text: string, anchor: string): SVGTextElement {
  return svgElement("text", { text, attributes: { x, y, "text-anchor": anchor } });
}
