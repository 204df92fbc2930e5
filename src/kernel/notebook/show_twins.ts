import type { Json } from "../wire/message.ts";
import type { Cell, Notebook, Output } from "./notebook.ts";
import { VIEW } from "./shown_models.ts";

const PICTURES: readonly string[] = ["text/html", "image/svg+xml", "image/png"];

/**
 * Leaves out the views of widgets that have a picture beside them, and the states of widgets that no output shows any
 * more. A reader prefers the view, and without a kernel or a network shows nothing in its place.
 *
 * @param notebook A notebook whose kernel has ended.
 * @returns The same with pictures.
 */
export function showTwins(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: cell.outputs.map(withoutView) } : cell
  );
  const { widgets, ...metadata } = notebook.metadata;
  const shown = cells.some((cell) => outputsOf(cell).some((output) => "data" in output && VIEW in output.data));
  return { cells, metadata: shown && widgets !== undefined ? { ...metadata, widgets } : metadata };
}

function withoutView(output: Output): Output {
  if (!("data" in output) || !PICTURES.some((type) => type in output.data)) return output;
  return { ...output, data: without(output.data), metadata: without(output.metadata) };
}

function without({ [VIEW]: _, ...rest }: Json): Json {
  return rest;
}

function outputsOf(cell: Cell): readonly Output[] {
  return cell.cell_type === "code" ? cell.outputs : [];
}
