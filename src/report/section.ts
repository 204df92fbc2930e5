import { type Insert, Markup, markup } from "./markup.ts";

/** A label of a legend: its colour, its name, how many it stands for. */
export interface LegendEntry {
  /** CSS colour. */
  readonly color: string;
  /** Name of the category. */
  readonly name: string;
  /** Number of observations. */
  readonly count: number;
}

/** One picture with its words. */
export interface Figure {
  /** Heading of the picture. */
  readonly title?: string;
  /** SVG markup made by `plot/`. */
  readonly svg: string;
  /** What one sees. */
  readonly caption?: string;
  /** Colours and their meaning. */
  readonly legend?: readonly LegendEntry[];
}

/** A row of a table: numbers are set to the right. */
export type TableRow = readonly (string | number | Markup)[];

/** A heading, a sentence, and what follows. */
export function section(title: string, sentence: string, ...content: readonly Insert[]): Markup {
  return markup`<section><h2>${title}</h2><p class="soft">${sentence}</p>${content}</section>`;
}

/**
 * How pictures share the width: three maps ("small") or panels with words beside ("panels"), two ("wide"; a lone one has
 * it all), two of which one may be missing ("half"), one ("whole").
 */
export type FigureWidth = "small" | "panels" | "wide" | "half" | "whole";

/** Pictures side by side, as many as fit. */
export function figures(list: readonly Figure[], width: FigureWidth = "small"): Markup {
  return markup`<div class="figures ${width}">${list.map(figure)}</div>`;
}

function figure({ title, svg, caption, legend }: Figure): Markup {
  const head = title === undefined ? "" : markup`<h3>${title}</h3>`;
  const words = caption === undefined ? "" : markup`<figcaption>${caption}</figcaption>`;
  return markup`<figure>${head}${new Markup(svg)}${legend ? legendList(legend) : ""}${words}</figure>`;
}

function legendList(entries: readonly LegendEntry[]): Markup {
  const items = entries.map(({ color, name, count }) =>
    markup`<li><i style="background:${color}"></i>${name} <span>${count}</span></li>`
  );
  return markup`<ul class="legend">${items}</ul>`;
}

/** A table with a heading row; a class of its own lets the style sheet fold it on a phone. */
export function table(head: readonly string[], rows: readonly TableRow[], className = "plain"): Markup {
  const cells = (row: TableRow): Markup[] =>
    row.map((cell, i) =>
      typeof cell === "number"
        ? markup`<td class="number">${formatNumber(cell)}</td>`
        : markup`<td${i === 0 ? new Markup(' class="name"') : ""}>${cell}</td>`
    );
  return markup`<div class="table"><table class="${className}"><thead><tr>${
    head.map((word) => markup`<th>${word}</th>`)
  }</tr></thead><tbody>${rows.map((row) => markup`<tr>${cells(row)}</tr>`)}</tbody></table></div>`;
}

/** A part that is folded until asked for. */
export function folded(title: string, ...content: readonly Insert[]): Markup {
  return markup`<details><summary>${title}</summary>${content}</details>`;
}

/** A number as a reader wants it: whole numbers whole, others with three digits that count. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return size >= 1000 || size < 1e-3 ? value.toPrecision(3) : value.toFixed(size >= 100 ? 1 : 3);
}
