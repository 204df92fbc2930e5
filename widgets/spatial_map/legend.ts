import type { CategoryChannel } from "../../src/bridge/protocol/spatial_map.ts";
import { MISSING_COLOR } from "../../src/bridge/protocol/value_colors.ts";
import { element } from "../shared/elements.ts";
import { formatCount } from "../shared/numbers.ts";
import { safeColor } from "../../src/bridge/protocol/value_colors.ts";

/** Categories that the legend lists at most. */
const MOST = 300;

/** What the legend asks for. */
export interface LegendActions {
  /** Hides or shows a category. */
  toggle(code: number): void;
  /** Shows this category alone, or all again. */
  solo(code: number): void;
  /** Selects the points of a category, with `add` beside those that are selected. */
  select(code: number, add: boolean): void;
}

/** A legend of categories with counts, whose rows switch and select them. */
export interface Legend {
  readonly element: HTMLElement;
  /** Lists the categories of a channel; the code after the last is "missing". */
  list(channel: CategoryChannel): void;
  /** Shows which are hidden, and the counts: of all, and of the selection where there is one. */
  update(hidden: ReadonlySet<number>, counts: Int32Array, selected: Int32Array | null): void;
}

interface Row {
  readonly code: number;
  readonly row: HTMLElement;
  readonly toggle: HTMLButtonElement;
  readonly count: HTMLElement;
}

/** Makes an empty legend. */
export function makeLegend(actions: LegendActions): Legend {
  const list = element("ul", { class: "weft-legend" });
  let rows: Row[] = [];
  return {
    element: list,
    list(channel) {
      const entries = channel.labels.map((label, code) => ({
        label,
        code,
        color: safeColor(channel.colors[code]),
      }));
      const shown = [...entries.slice(0, MOST), { label: "missing", code: entries.length, color: MISSING_COLOR }];
      rows = shown.map(({ label, code, color }) => makeRow(label, code, color, actions));
      const more = entries.length > MOST
        ? [element("li", { class: "weft-note", text: `and ${formatCount(entries.length - MOST)} more` })]
        : [];
      list.replaceChildren(...rows.map(({ row }) => row), ...more);
    },
    update(hidden, counts, selected) {
      const missing = rows.length - 1;
      rows.forEach(({ code, row, toggle, count }, at) => {
        const all = counts[code] ?? 0;
        row.hidden = at === missing && all === 0;
        toggle.setAttribute("aria-pressed", String(!hidden.has(code)));
        count.textContent = selected ? `${formatCount(selected[code] ?? 0)} / ${formatCount(all)}` : formatCount(all);
      });
    },
  };
}

function makeRow(label: string, code: number, color: string, actions: LegendActions): Row {
  const count = element("span", { class: "weft-count" });
  const swatch = element("span", { class: "weft-swatch" });
  swatch.style.backgroundColor = color;
  const toggle = element("button", {
    class: "weft-category",
    attributes: { type: "button", title: `${label}: click to hide or show, double-click to show alone` },
    on: {
      click: (event) => (event as MouseEvent).detail > 1 ? actions.solo(code) : actions.toggle(code),
      keydown: (event) => moveFocus(event as KeyboardEvent),
    },
  }, [swatch, element("bdi", { class: "weft-label", text: label }), count]);
  const select = element("button", {
    class: "weft-pick",
    text: "select",
    attributes: { type: "button", "aria-label": `Select ${label}`, title: "Select; with Shift add to the selection" },
    on: { click: (event) => actions.select(code, (event as MouseEvent).shiftKey) },
  });
  return { code, row: element("li", {}, [toggle, select]), toggle, count };
}

/** Arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = (event.currentTarget as HTMLElement).parentElement!;
  const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  const target = next?.querySelector("button");
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  target.focus();
}
