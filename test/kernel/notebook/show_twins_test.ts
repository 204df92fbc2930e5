import assert from "node:assert/strict";
import type { Notebook, Output } from "../../../src/kernel/notebook/notebook.ts";
import { showTwins } from "../../../src/kernel/notebook/show_twins.ts";

const VIEW = "application/vnd.jupyter.widget-view+json";
const WIDGETS = { "application/vnd.jupyter.widget-state+json": { state: { a: {} } } };

function notebook(...outputs: readonly Output[]): Notebook {
  const cell = { id: "1", "cell_type": "code", source: "map", metadata: {}, "execution_count": 1, outputs } as const;
  return {
    cells: [{ id: "0", "cell_type": "markdown", source: "# A", metadata: {} }, cell],
    metadata: { widgets: WIDGETS },
  };
}

function shown(...types: readonly string[]): Output {
  const record = Object.fromEntries(types.map((type) => [type, "x"]));
  return { "output_type": "display_data", data: record, metadata: { ...record } };
}

function typesOf({ cells }: Notebook): string[][] {
  return cells.flatMap((cell) =>
    cell.cell_type === "code" ? cell.outputs.map((output) => "data" in output ? Object.keys(output.data) : []) : []
  );
}

Deno.test("showTwins() leaves out the view of a widget that has a picture, and then its state", () => {
  const before = notebook(
    shown(VIEW, "text/html", "text/plain"),
    shown(VIEW, "image/svg+xml"),
    shown(VIEW, "image/png"),
  );
  const after = showTwins(before);
  assert.deepEqual(typesOf(after), [["text/html", "text/plain"], ["image/svg+xml"], ["image/png"]]);
  assert.deepEqual(after.metadata, {});
  assert.deepEqual(after.cells[0], before.cells[0]);
});

Deno.test("showTwins() also leaves out what was said beside the view", () => {
  const [, cell] = showTwins(notebook(shown(VIEW, "text/html"))).cells;
  assert(cell?.cell_type === "code" && cell.outputs[0] && "metadata" in cell.outputs[0]);
  assert.deepEqual(cell.outputs[0].metadata, { "text/html": "x" });
});

Deno.test("showTwins() keeps a view without a picture, and the states that it needs", () => {
  const after = showTwins(notebook(shown(VIEW, "text/plain"), shown(VIEW, "text/html")));
  assert.deepEqual(typesOf(after), [[VIEW, "text/plain"], ["text/html"]]);
  assert.deepEqual(after.metadata, { widgets: WIDGETS });
});

Deno.test("showTwins() changes neither printed text nor the notebook that it was given", () => {
  const printed = { "output_type": "stream", name: "stdout", text: "a" } as const;
  const before = notebook(printed, shown(VIEW, "text/html"));
  const copy = structuredClone(before);
  assert.deepEqual((showTwins(before).cells[1] as { outputs: readonly Output[] }).outputs[0], printed);
  assert.deepEqual(before, copy);
});
