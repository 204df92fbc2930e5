import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

labTest("JupyterLab: Run All puts every output of 60 cells under its own cell", async ({ chromium, server }) => {
  const cells = Array.from({ length: 60 }, (_, i) => i % 2 ? `console.log("printed ${i}")` : `"result ${i}"`);
  await Deno.writeTextFile(`${server.notebooks}/all.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "all.ipynb");
  await notebook.runAll();
  for (let i = 0; i < cells.length; i++) {
    const text = await notebook.text(i);
    assert.match(text, new RegExp(`^"?${i % 2 ? "printed" : "result"} ${i}"?\\s*$`), `cell ${i}`);
    assert.equal(await notebook.count(i), i + 1);
  }
  await chromium.screenshot(notebook.page, "lab_run_all");
});

labTest("JupyterLab: interrupt ends what waits and what loops, and variables stay", async ({ chromium, server }) => {
  const cells = [
    `let n = 1; const { onInterrupt } = globalThis[Symbol.for("weft.kernel")];`,
    `n = 2; await new Promise((_, reject) => onInterrupt(() => reject(new Error("heard"))));`,
    `n += 40; for (;;) {}`,
    `console.log(n)`,
  ];
  await Deno.writeTextFile(`${server.notebooks}/interrupt.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "interrupt.ipynb");
  await notebook.run(0);
  for (const i of [1, 2]) {
    await notebook.start(i);
    await notebook.until("the cell to run", async () => await notebook.status() === "busy");
    await notebook.page.click('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]');
    await notebook.until("the cell's error", async () => (await notebook.outputs(i)).length > 0);
    await notebook.idle();
  }
  assert.equal(await notebook.text(1), "Error");
  await notebook.run(3);
  assert.equal(await notebook.text(3), "42\n");
});

labTest(
  "JupyterLab: restart forgets, save keeps, and a saved notebook opens as it was",
  async ({ chromium, server }) => {
    const cells = [`globalThis.kept = 7; kept`, `typeof kept`];
    await Deno.writeTextFile(`${server.notebooks}/restart.ipynb`, notebookText(cells));
    const notebook = await NotebookPage.open(chromium, server, "restart.ipynb");
    await notebook.run(0);
    for (let i = 0; i < 3; i++) await notebook.restart();
    await notebook.run(1);
    assert.match(await notebook.text(1), /undefined/);
    await notebook.command("docmanager:save");
    await notebook.reload();
    await notebook.idle();
    assert.match(await notebook.text(0), /7/);
    await notebook.run(1);
    assert.match(await notebook.text(1), /undefined/);
  },
);

labTest("Notebook 7: cells run, and Tab completes names of the cells", async ({ chromium, server }) => {
  const cells = [`const tissueOfMine = { spots: 3 };`, `tissueOf`];
  await Deno.writeTextFile(`${server.notebooks}/seven.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "seven.ipynb", { application: "notebook" });
  await notebook.run(0);
  await (await notebook.output(1)).waitFor({ state: "attached" });
  await notebook.page.click(".jp-Cell.jp-mod-active .cm-content");
  await notebook.page.keyboard.press("End");
  await notebook.page.keyboard.press("Tab");
  const proposal = notebook.page.locator(".jp-Completer-item", { hasText: "tissueOfMine" });
  await proposal.first().waitFor();
  await notebook.page.keyboard.press("Enter");
  await notebook.run(1);
  assert.match(await notebook.text(1), /spots: 3/);
  await chromium.screenshot(notebook.page, "notebook7");
}, "notebook");
