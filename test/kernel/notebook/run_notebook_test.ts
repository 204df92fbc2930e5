import assert from "node:assert/strict";
import { formatNotebook } from "../../../src/kernel/notebook/format_notebook.ts";
import type { CodeCell, Notebook, Output } from "../../../src/kernel/notebook/notebook.ts";
import { type CellNews, type NotebookRun, runNotebook } from "../../../src/kernel/notebook/run_notebook.ts";
import { assertNbformat } from "./nbformat.ts";
import { code, notebook } from "./make_notebook.ts";

/** Runs a notebook in a folder of its own. */
async function run(cells: Notebook, options: Partial<Parameters<typeof runNotebook>[1]> = {}): Promise<NotebookRun> {
  const folder = await Deno.makeTempDir();
  try {
    const done = await runNotebook(cells, { folder, ...options });
    assertNbformat(formatNotebook(done.notebook));
    return done;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const outputsOf = ({ notebook: { cells } }: NotebookRun) => cells.map((cell) => (cell as CodeCell).outputs);
const countsOf = ({ notebook: { cells } }: NotebookRun) => cells.map((cell) => (cell as CodeCell).execution_count);
const textsOf = (done: NotebookRun) =>
  outputsOf(done).map((outputs) => outputs.map((output) => "text" in output ? output.text : "").join(""));

Deno.test("runNotebook() collects what cells print, show and give back, in the order they came", async () => {
  const news: CellNews[] = [];
  const done = await run(
    notebook(
      `let n = 1;\nconsole.log("a");\nconsole.log("b")`,
      `await Deno.jupyter.display({ "text/html": "<b>" }, { raw: true, display_id: "d" });\nn`,
      `await Deno.jupyter.display({ "text/html": "<i>" }, { raw: true, display_id: "d", update: true });`,
      `  `,
      `for (let i = 0; i <= 5; i++) console.log(i);
       await Deno.jupyter.broadcast("clear_output", { wait: true });
       console.log("end")`,
    ),
    { onCell: (one) => news.push(one) },
  );
  assert.equal(done.failure, undefined);
  assert.deepEqual(countsOf(done), [1, 2, 3, null, 4]);
  assert.deepEqual(textsOf(done), ["a\nb\n", "", "", "", "end\n"]);
  const [shown, value] = outputsOf(done)[1]!;
  assert.deepEqual(shown, { "output_type": "display_data", data: { "text/html": "<i>" }, metadata: {} });
  assert.equal(value!.output_type === "execute_result" && value!.execution_count, 2);
  assert.deepEqual(news.map(({ number, total, state }) => `${number}/${total} ${state}`).slice(0, 4), [
    "1/4 starts",
    "1/4 done",
    "2/4 starts",
    "2/4 done",
  ]);
  const { kernelspec, language_info: language } = done.notebook.metadata as Record<string, Record<string, string>>;
  assert.deepEqual(kernelspec, { name: "weft", "display_name": "Deno (weft)", language: "typescript" });
  assert.equal(language!["name"], "typescript");
});

Deno.test("runNotebook() stops at the first cell that throws, and says which and what; the rest is not run", async () => {
  const before = { ...code("later"), outputs: outputsOf(await run(notebook(`console.log("old")`)))[0]! };
  const done = await run(notebook("1", code(`throw new TypeError("meant")`, "raises-exception"), "nope.x", before));
  const { cell, reason, text } = done.failure!;
  assert.deepEqual([cell, reason], [3, "error"]);
  assert.match(text, /ReferenceError: nope is not defined/);
  assert.deepEqual(outputsOf(done).map((outputs) => outputs.map((output) => output.output_type)), [
    ["execute_result"],
    ["error"],
    ["error"],
    [],
  ]);
  assert.deepEqual(countsOf(done).slice(0, 2), [1, 2]);
  assert.equal(countsOf(done)[3], null);
});

Deno.test("runNotebook() leaves cells alone that are tagged so, and text", async () => {
  const skipped: CodeCell = { ...code(`console.log("no")`, "skip-execution"), "execution_count": 9 };
  const { id, source, metadata } = code("# title");
  const done = await run(notebook(skipped, { id, source, metadata, "cell_type": "markdown" }, `console.log("yes")`));
  assert.deepEqual(done.notebook.cells.slice(0, 2), [skipped, { id, source, metadata, "cell_type": "markdown" }]);
  assert.equal(countsOf(done)[2], 1);
});

Deno.test("runNotebook() saves the states of widgets, also what they send just after the last cell", async () => {
  const done = await run(notebook(`
    const comm_id = "a";
    const state = { _model_name: "AnyModel", _model_module: "anywidget", _model_module_version: "*", n: 1 };
    await Deno.jupyter.broadcast("comm_open", { comm_id, target_name: "jupyter.widget",
      data: { state, buffer_paths: [["v"]] } }, { buffers: [new Uint8Array([1, 2, 3])] });
    setTimeout(() => Deno.jupyter.broadcast("comm_msg", { comm_id,
      data: { method: "update", state: { n: 2 }, buffer_paths: [] } }), 40);`));
  const widgets = done.notebook.metadata["widgets"] as Record<string, { state: Record<string, unknown> }>;
  assert.deepEqual(widgets["application/vnd.jupyter.widget-state+json"]!.state["a"], {
    "model_name": "AnyModel",
    "model_module": "anywidget",
    "model_module_version": "*",
    state: { "_model_name": "AnyModel", "_model_module": "anywidget", "_model_module_version": "*", n: 2 },
    buffers: [{ data: "AQID", encoding: "base64", path: ["v"] }],
  });
});

Deno.test("runNotebook() keeps the saved states of widgets in cells that it leaves alone, and of no others", async () => {
  const mime = "application/vnd.jupyter.widget-state+json";
  const view = (id: string): Output => ({
    "output_type": "display_data",
    data: { "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id } },
    metadata: {},
  });
  const saved = (state: object) => ({ "model_name": "M", "model_module": "m", "model_module_version": "1", state });
  const state = {
    left: saved({ layout: "IPY_MODEL_inner", n: 7 }),
    inner: saved({ back: "IPY_MODEL_left", width: "3px" }),
    again: saved({ n: 8 }),
  };
  const cells = [
    { ...code("x", "skip-execution"), outputs: [view("left"), view("never saved")] },
    { ...code("1"), outputs: [view("again")] },
  ];
  const widgets = { [mime]: { state, "version_major": 2, "version_minor": 0 } };
  const done = await run({ cells, metadata: { widgets } });
  const { left, inner } = state;
  assert.deepEqual(done.notebook.metadata["widgets"], { [mime]: { ...widgets[mime], state: { left, inner } } });
  const rest = await run({ cells: cells.slice(1), metadata: { widgets } });
  assert(!("widgets" in rest.notebook.metadata));
});

Deno.test("runNotebook() stops a cell that takes too long, and keeps what it said", async () => {
  const done = await run(notebook(`console.log("begun"); for (;;) {}`, "2"), { timeout: 1 });
  assert.deepEqual([done.failure!.cell, done.failure!.reason], [1, "late"]);
  assert.match(done.failure!.text, /more than 1 s/);
  assert.equal(textsOf(done)[0], "begun\n");
});

Deno.test("runNotebook() stops at its signal, before or while a cell runs", async () => {
  const controller = new AbortController();
  const onCell = ({ number, state }: CellNews) => {
    if (number === 2 && state === "starts") setTimeout(() => controller.abort(), 500);
  };
  const cells = notebook(`console.log("one")`, `await new Promise(() => {})`, "3");
  const done = await run(cells, { signal: controller.signal, onCell });
  assert.deepEqual([done.failure!.cell, done.failure!.reason], [2, "aborted"]);
  assert.deepEqual(textsOf(done)[0], "one\n");
  const never = await run(cells, { signal: AbortSignal.abort() });
  assert.deepEqual([never.failure!.cell, never.failure!.reason], [1, "aborted"]);
});

Deno.test("runNotebook() says when the kernel ends in the middle of a cell", async () => {
  const done = await run(notebook("1", `Deno.kill(Deno.pid, "SIGKILL"); await new Promise(() => {})`, "3"));
  assert.deepEqual([done.failure!.cell, done.failure!.reason], [2, "dead"]);
  assert.match(done.failure!.text, /^the kernel ended/);
  assert.deepEqual(countsOf(done), [1, null, null]);
});

Deno.test("runNotebook() asks nobody: a cell that asks goes on without an answer", async () => {
  const done = await run(notebook(`console.log(String(prompt("name?")))`), { timeout: 20 });
  assert.equal(done.failure, undefined, done.failure?.text);
  assert.match(textsOf(done)[0]!, /null/);
});
