import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { formatNotebook } from "../../src/kernel/notebook/format_notebook.ts";
import type { CodeCell, Notebook, Output } from "../../src/kernel/notebook/notebook.ts";
import { parseNotebook } from "../../src/kernel/notebook/parse_notebook.ts";
import { runNotebook } from "../../src/kernel/notebook/run_notebook.ts";
import { SOURCE as BOARD } from "../../src/bridge/bundles/ablation_board.ts";
import { SOURCE as CURVES } from "../../src/bridge/bundles/loss_live.ts";
import { SOURCE as MAP } from "../../src/bridge/bundles/spatial_map.ts";
import { assertNbformat } from "../kernel/notebook/nbformat.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const MINUTES = 3;

/** Every notebook of the folder and those below it as it is committed. */
async function lessons(): Promise<{ name: string; text: string; notebook: Notebook }[]> {
  const names = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith(".ipynb")).sort();
  return await Promise.all(names.map(async (name) => {
    const text = await readFile(FOLDER + name, "utf8");
    return { name, text, notebook: parseNotebook(text, name) };
  }));
}

const codes = ({ cells }: Notebook) => cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
const isPicture = (output: Output) =>
  "data" in output && ["image/svg+xml", "image/png"].some((mime) => mime in output.data);

Deno.test("notebooks: every lesson is committed as Jupyter writes it, run from top to bottom, with pictures", async () => {
  const found = await lessons();
  assert(found.length > 0);
  for (const { name, text, notebook } of found) {
    assertNbformat(text);
    assert.equal(text, formatNotebook(notebook), `${name} is not as a runner leaves it`);
    assert.deepEqual(codes(notebook).map((cell) => cell.execution_count), codes(notebook).map((_, i) => i + 1), name);
    const outputs = codes(notebook).flatMap((cell) => cell.outputs);
    assert.deepEqual(outputs.filter((output) => output.output_type === "error"), [], name);
    assert(outputs.filter(isPicture).length >= 2, `${name} shows no pictures where no kernel runs`);
    assert.doesNotMatch(text, /file:\/\/|\/home\/|\/Users\//, `${name} names somebody's machine`);
  }
});

Deno.test("notebooks: the steps of every lesson fit on a screen, and the last cell asserts what was learned", async () => {
  for (const { name, notebook } of await lessons()) {
    for (const { id, source } of notebook.cells) {
      assert(source.split("\n").length <= 24, `${name}: cell ${id} does not fit on a screen`);
    }
    assert.match(notebook.cells.at(-1)!.source, /assert/, name);
  }
});

Deno.test("notebooks: the widgets of every lesson are those that are built now", async () => {
  const state = /<script type="application\/json" class="weft-state">([\s\S]*?)<\/script>/g;
  let count = 0;
  for (const { name, notebook } of await lessons()) {
    for (const [i, { outputs }] of codes(notebook).entries()) {
      const pages = outputs.flatMap((output) => "data" in output ? [String(output.data["text/html"] ?? "")] : []);
      for (const [, json] of pages.flatMap((page) => [...page.matchAll(state)])) {
        const { module } = JSON.parse(json!) as { module: string };
        assert([BOARD, CURVES, MAP].includes(module), `${name}, code cell ${i + 1}: weft notebook run it once more`);
        count++;
      }
    }
  }
  assert(count > 0);
});

Deno.test("notebooks: every lesson runs in the kernel, in a folder that knows nothing of weft, within three minutes", async () => {
  for (const { name, notebook } of await lessons()) {
    const folder = await Deno.makeTempDir();
    const started = performance.now();
    const { failure, notebook: run } = await runNotebook(notebook, { folder, timeout: MINUTES * 60 });
    assert.equal(failure, undefined, `${name}, cell ${failure?.cell}: ${failure?.text}`);
    assert(performance.now() - started < MINUTES * 60_000, `${name} took more than ${MINUTES} minutes`);
    assertNbformat(formatNotebook(run));
    const shown = (made: Notebook) =>
      codes(made).map((cell) => [...new Set(cell.outputs.map((one) => one.output_type))]);
    assert.deepEqual(shown(run), shown(notebook), `${name} does not show what is committed`);
    assert(existsSync(`${folder}/out`), `${name} left nothing in its folder out`);
    await Deno.remove(folder, { recursive: true });
  }
});
