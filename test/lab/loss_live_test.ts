/// <reference lib="dom" />
import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const TISSUE = `
import * as wf from "weft";
let tissue = wf.datasets.simulatedTissue({ nFeatures: { rna: 150, adt: 15, atac: 150 }, input: "counts", seed: 12 })
  .modality("rna", (a) => a.normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 20, standardize: true }))
  .modality("adt", (a) => a.clr().pca({ nComps: 10, standardize: true }))
  .modality("atac", (a) => a.tfidf().normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 20 }))
  .spatialNeighbors({ nNeighbors: 4 });`;
const TRAIN = `const run = wf.train(tissue, wf.smart({ earlyStopping: false }), { seed: 2024, nEpochs: 100_000 });
run`;

labTest(
  "JupyterLab: a run that has ended leaves one output, alive without a kernel, on the page and in the file",
  async (test) => {
    const { chromium, server } = test;
    const cells = [
      TISSUE,
      TRAIN,
      "tissue = await run.result(); console.log(run.stopReason, tissue.obsm.X_smart.nRows)",
    ];
    await Deno.writeTextFile(`${server.notebooks}/live.ipynb`, notebookText(cells));
    const notebook = await NotebookPage.open(chromium, server, "live.ipynb");
    const { page } = notebook;
    const read = async () => {
      await page.hover(".wl-chart", { position: { x: 200, y: 100 } });
      await page.locator(".wl-tip").waitFor();
    };
    await notebook.run(0, 60_000);
    await notebook.run(1, 60_000);
    await page.locator(".wl-total").waitFor();
    await notebook.start(2);
    await notebook.until(
      "pictures",
      async () => /epoch (?!1$)\d+$/.test(await page.innerText(".wl-tissue figcaption")),
    );
    await read();
    await chromium.screenshot(page, "lab_loss_live_training");
    await page.click(".wl-buttons button:has-text('Stop')");
    await notebook.idle();
    assert.match(await notebook.text(2), /stopped 1296/);
    await page.locator(".weft-live .wl-state", { hasText: "stopped" }).waitFor();
    assert.equal((await notebook.outputs(1)).length, 1, "in place of the live view");
    await read();
    await chromium.screenshot(page, "lab_loss_live_ended");
    await notebook.command("docmanager:save");
    const saved = await Deno.readTextFile(`${server.notebooks}/live.ipynb`);
    assert.match(saved, /image\/svg\+xml/);
    assert.doesNotMatch(saved, /widget-view\+json/, "nothing that waits for a kernel");
  },
);
