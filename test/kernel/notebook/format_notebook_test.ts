import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { formatNotebook } from "../../../src/kernel/notebook/format_notebook.ts";
import type { Cell, Notebook, Output } from "../../../src/kernel/notebook/notebook.ts";
import { parseNotebook } from "../../../src/kernel/notebook/parse_notebook.ts";
import { assertNbformat } from "./nbformat.ts";
import { code, notebook } from "./make_notebook.ts";

Deno.test("formatNotebook() writes keys in order, text line by line, and a line's end at the end", () => {
  const text = formatNotebook({ ...notebook({ ...code("a\nb\n"), id: "x" }), metadata: { b: 1, a: { d: 1, c: 2 } } });
  assert.equal(
    text,
    `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "x",
   "metadata": {},
   "outputs": [],
   "source": [
    "a\\n",
    "b\\n"
   ]
  }
 ],
 "metadata": {
  "a": {
   "c": 2,
   "d": 1
  },
  "b": 1
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
  );
});

Deno.test("formatNotebook() splits text and pictures of SVG, and leaves JSON and PNG as they are", () => {
  const data = {
    "text/html": "<b>\n</b>",
    "image/svg+xml": "<svg>\n</svg>",
    "image/png": "AA\nBB",
    "application/json": { lines: ["a", "b"] },
    "application/x+json": ["a", "b"],
  };
  const cell: Cell = { ...code(""), outputs: [{ "output_type": "display_data", data, metadata: {} }] };
  const text = formatNotebook(notebook(cell));
  const written = JSON.parse(text).cells[0].outputs[0].data;
  assert.deepEqual(written, { ...data, "text/html": ["<b>\n", "</b>"], "image/svg+xml": ["<svg>\n", "</svg>"] });
  assert.deepEqual(parseNotebook(text, "x").cells, [cell]);
});

Deno.test("formatNotebook() and parseNotebook() give back what they took, whatever the text", () => {
  const rng = new Rng(5);
  const pieces = ["a", "\n", "\r\n", " ", "é", "\u2028", "\\", '"', "\u001b[31m", "\0", "𝒳"];
  const pick = <T>(items: readonly T[]): T => items[rng.integer(items.length)]!;
  const text = (): string => Array.from({ length: rng.integer(12) }, () => pick(pieces)).join("");
  const output = (): Output =>
    pick<() => Output>([
      () => ({ "output_type": "stream", name: "stdout", text: text() }),
      () => ({ "output_type": "display_data", data: { "text/plain": text() }, metadata: { "text/plain": {} } }),
      () => ({ "output_type": "execute_result", data: { "image/png": text() }, metadata: {}, "execution_count": 3 }),
      () => ({ "output_type": "error", ename: text(), evalue: text(), traceback: [text(), text()] }),
    ])();
  for (let round = 0; round < 200; round++) {
    const cells = Array.from({ length: rng.integer(5) }, (): Cell => {
      if (rng.integer(2) === 0) return { ...code(text()), outputs: Array.from({ length: rng.integer(4) }, output) };
      const attachments = { "a.png": { "image/png": text() } };
      const { id, source, metadata } = code(text());
      return { id, source, metadata, "cell_type": pick(["markdown", "raw"] as const), attachments };
    });
    const made: Notebook = { cells, metadata: { title: text() } };
    const written = formatNotebook(made);
    assertNbformat(written);
    assert.deepEqual(parseNotebook(written, "x"), made);
  }
});
