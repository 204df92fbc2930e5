import { escapeMarkup } from "../plot/escape_markup.ts";

/** One line of a section: a name and cells of markup. */
export interface Row {
  /** Name of the entry, not yet escaped. */
  readonly name: string;
  /** Further cells; markup, escaped already. */
  readonly cells: readonly string[];
}

/** A section that folds: a title with a remark, and a table of its entries. */
export function section(title: string, remark: string, body: string, open = false): string {
  const head = `<summary><b>${escapeMarkup(title)}</b><span>${remark}</span></summary>`;
  return `<details${open ? " open" : ""}>${head}<div class="weft-body">${body}</div></details>`;
}

/** A line that does not fold: a title with a remark. */
export function line(title: string, remark: string): string {
  return `<div class="weft-line"><b>${escapeMarkup(title)}</b><span>${remark}</span></div>`;
}

/** Entries as a table: the name, then the cells. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, cells }) => {
    const rest = cells.map((cell) => `<td>${cell}</td>`).join("");
    return `<tr><th scope="row">${escapeMarkup(name)}</th>${rest}</tr>`;
  });
  return `<table>${lines.join("")}</table>`;
}

/** "1 entry", "3 entries". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
