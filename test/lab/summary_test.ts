/// <reference lib="dom" />
import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const CELL = `import * as wf from "weft";
wf.datasets.simulatedTissue({ nFeatures: { rna: 30, adt: 10, atac: 20 }, seed: 1 })`;

labTest(
  "JupyterLab: a summary looks as it does on any page, not as Jupyter's own tables",
  async ({ chromium, server }) => {
    await Deno.writeTextFile(`${server.notebooks}/summary.ipynb`, notebookText([CELL]));
    const notebook = await NotebookPage.open(chromium, server, "summary.ipynb");
    await notebook.run(0);
    const output = await notebook.output(0);
    await output.locator("summary", { hasText: "rna" }).first().click();
    const cells = await output.locator(".weft-summary details[open] th").evaluateAll((all) =>
      all.map((cell) => ({
        text: cell.textContent,
        width: cell.clientWidth,
        align: getComputedStyle(cell).textAlign,
        row: getComputedStyle(cell.parentElement!).backgroundColor,
      }))
    );
    const names = cells.filter(({ width }) => width > 0);
    assert(names.length > 3, JSON.stringify(cells));
    for (const { text, width, align, row } of names) {
      assert(width >= 5 * text.length, `${text} has ${width} pixels`);
      assert.deepEqual([align, row], ["left", "rgba(0, 0, 0, 0)"]);
    }
    await chromium.screenshot(notebook.page, "lab_summary");
  },
);
