import { columnType } from "../data/columns/column_type.ts";
import type { Frame } from "../data/frame.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { shortValue } from "./column_preview.ts";
import { formatCount } from "./format.ts";
import { counted } from "./markup.ts";

const MAX_ROWS = 10;
const MAX_COLUMNS = 20;

/** The first rows of a table under the names and types of its columns. */
export function rowsTable(frame: Frame): string {
  const names = frame.columnNames.slice(0, MAX_COLUMNS);
  const columns = names.map((name) => frame.column(name));
  const head = names.map((name, j) =>
    `<th scope="col">${escapeMarkup(name)}<small>${columnType(columns[j]!)}</small></th>`
  );
  const rows = frame.index.slice(0, MAX_ROWS).map((name, i) => {
    const cells = columns.map((column) => `<td${align(column.get(i))}>${escapeMarkup(shortValue(column.get(i)))}</td>`);
    return `<tr><th scope="row">${escapeMarkup(name)}</th>${cells.join("")}</tr>`;
  });
  const corner = `<th>${escapeMarkup(frame.indexName ?? "")}</th>`;
  return `<table class="weft-rows"><tr>${corner}${head.join("")}</tr>${rows.join("")}</table>`;
}

/** What of a table is shown: "first 10 of 3,484 rows". */
export function rowsShown(frame: Frame): string {
  const { nRows, nCols } = frame;
  const rows = nRows > MAX_ROWS ? `first ${MAX_ROWS} of ${formatCount(nRows)} rows` : counted(nRows, "row", "rows");
  return nCols > MAX_COLUMNS ? `${rows}, first ${MAX_COLUMNS} of ${nCols} columns` : rows;
}

function align(value: unknown): string {
  return typeof value === "number" || typeof value === "bigint" ? ` class="weft-number"` : "";
}
