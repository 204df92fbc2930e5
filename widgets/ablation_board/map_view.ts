import type { AblationBoardState } from "../../src/bridge/protocol/ablation_board.ts";
import { scoreText } from "../../src/bridge/protocol/curves/board_text.ts";
import { element } from "../shared/elements.ts";
import { TissueView } from "../shared/tissue_view.ts";
import { shownRow } from "./board_state.ts";

/** The domains of one row at their places, and a button for every seed of its line. */
export class MapView {
  /** The figure. */
  readonly root: HTMLElement;
  readonly #tissue = new TissueView();
  readonly #caption = element("figcaption");
  readonly #seeds = element("div", { class: "wa-seeds", attributes: { role: "group", "aria-label": "Seeds" } });
  readonly #legend = element("div", { class: "wa-legend" });
  readonly #note = element("p", { class: "wa-empty" });
  readonly #pick: (row: number) => void;
  #drawn = "";

  /** @param pick Called with the place of the row in its line whose seed is clicked. */
  constructor(pick: (row: number) => void) {
    this.#pick = pick;
    this.root = element("figure", { class: "wa-map" }, [
      this.#caption,
      this.#seeds,
      this.#note,
      this.#tissue.canvas,
      this.#legend,
    ]);
  }

  /** Shows the map of the row picked. */
  update(state: AblationBoardState): void {
    const line = state.lines[Math.min(state.view.line, state.lines.length - 1)]!;
    const row = shownRow(state);
    const { rows, labels, x, y, domains, colors, metrics } = state;
    const now = JSON.stringify([line.name, row, line.rows.map((i) => [rows[i]!.state, rows[i]!.score]), x.length]);
    if (now !== this.#drawn) {
      this.#drawn = now;
      const about = row === undefined ? "" : `seed ${rows[row]!.seed}, ${metrics[0]} ${scoreText(rows[row]!.score)}`;
      this.#caption.replaceChildren(
        element("b", {}, [element("bdi", { text: line.name })]),
        element("span", { text: about }),
      );
      this.#showSeeds(state, line.rows, row);
      const hasMap = row !== undefined && x.length > 0;
      this.#note.textContent = hasMap ? "" : x.length === 0 ? "The object has no coordinates." : "No row is done yet.";
      this.#note.hidden = hasMap;
      this.#tissue.canvas.hidden = !hasMap;
      this.#tissue.canvas.setAttribute("aria-label", `Domains of ${line.name}, ${about}`);
      const shown = row === undefined ? new Uint8Array(0) : labels[row]!;
      if (hasMap) this.#tissue.show({ x, y, labels: shown, colors: padded(colors) });
      const seen = new Set(shown);
      this.#legend.replaceChildren(...domains.flatMap((name, code) => {
        if (!hasMap || !seen.has(code)) return [];
        const swatch = element("i");
        swatch.style.background = colors[code]!;
        return [element("span", {}, [swatch, element("bdi", { text: name })])];
      }));
    }
    this.#tissue.draw();
  }

  #showSeeds({ rows }: AblationBoardState, own: readonly number[], shown: number | undefined): void {
    const focused = [...this.#seeds.children].indexOf(document.activeElement!);
    this.#seeds.replaceChildren(...own.map((row, place) => {
      const { seed, state, kept, problem } = rows[row]!;
      const title = problem ?? (kept ? "found among finished rows" : state);
      return element("button", {
        text: String(seed),
        attributes: { type: "button", title, "aria-pressed": String(row === shown), "data-state": state },
        on: { click: () => this.#pick(place) },
      });
    }));
    if (focused >= 0) (this.#seeds.children[focused] as HTMLElement | undefined)?.focus();
  }
}

/** A colour for every number a label can have: the last stands for none. */
function padded(colors: readonly string[]): string[] {
  return Array.from({ length: 256 }, (_, code) => colors[code] ?? "#8a919a66");
}
