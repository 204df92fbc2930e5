import { splitBundle, splitLines } from "./mime_text.ts";
import type { Cell, Notebook, Output } from "./notebook.ts";
import type { Json } from "../wire/message.ts";

/** The text of a notebook as Jupyter writes it: format 4.5, keys in order, text line by line. */
export function formatNotebook({ cells, metadata }: Notebook): string {
  const file = { cells: cells.map(formatCell), metadata, nbformat: 4, "nbformat_minor": 5 };
  return `${JSON.stringify(sorted(file), null, 1)}\n`;
}

function formatCell(cell: Cell): Json {
  const source = splitLines(cell.source);
  if (cell.cell_type === "code") return { ...cell, source, outputs: cell.outputs.map(formatOutput) };
  const { attachments = {} } = cell;
  const files = Object.entries(attachments).map(([name, bundle]) => [name, splitBundle(bundle as Json)]);
  return { ...cell, source, ...(files.length > 0 ? { attachments: Object.fromEntries(files) } : {}) };
}

function formatOutput(output: Output): Json {
  if ("data" in output) return { ...output, data: splitBundle(output.data) };
  return "text" in output ? { ...output, text: splitLines(output.text) } : { ...output };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Json)[key])]));
}
