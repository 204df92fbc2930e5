/// <reference lib="dom" />
import assert from "node:assert/strict";
import { type LabTest, labTest } from "./lab.ts";
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

/** Epochs that the live view says are done. */
async function epoch({ page }: NotebookPage): Promise<number> {
  return Number((await page.locator(".wl-facts b").first().textContent()) ?? 0);
}

/** Runs the cells up to the one that awaits the run, and waits until the view has curves. */
async function watchRun({ chromium, server }: LabTest, name: string): Promise<NotebookPage> {
  const cells = [TISSUE, TRAIN, "tissue = await run.result(); console.log(run.stopReason, tissue.obsm.X_smart.nRows)"];
  await Deno.writeTextFile(`${server.notebooks}/${name}`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, name);
  await notebook.run(0, 60_000);
  await notebook.run(1, 60_000);
  await notebook.page.locator(".wl-total").waitFor();
  return notebook;
}

labTest("JupyterLab: a run is watched, held, let go on and ended while a cell awaits it", async (test) => {
  const { chromium, server } = test;
  const notebook = await watchRun(test, "live.ipynb");
  const { page } = notebook;
  await notebook.start(2);
  await notebook.until("pictures", async () => /epoch (?!1$)\d+$/.test(await page.innerText(".wl-tissue figcaption")));
  await page.hover(".wl-chart", { position: { x: 200, y: 100 } });
  await page.locator(".wl-tip").waitFor();
  await chromium.screenshot(page, "lab_loss_live_training");
  await page.click(".wl-buttons button:has-text('Pause')");
  await page.locator(".wl-state", { hasText: "paused" }).waitFor();
  const held = await epoch(notebook);
  await page.waitForTimeout(500);
  assert.equal(await epoch(notebook), held);
  await page.click(".wl-buttons button:has-text('Resume')");
  await notebook.until("epochs after the pause", async () => await epoch(notebook) > held);
  await page.click(".wl-buttons button:has-text('Stop')");
  await notebook.idle();
  assert.match(await notebook.text(2), /stopped 1296/);
  await page.locator(".weft-live .wl-state", { hasText: "stopped" }).waitFor();
  assert.equal((await notebook.outputs(1)).length, 1, "one output, in place of the live view");
  await page.hover(".wl-chart", { position: { x: 200, y: 100 } });
  await page.locator(".wl-tip").waitFor();
  await chromium.screenshot(page, "lab_loss_live_ended");
  await notebook.command("docmanager:save");
  const saved = await Deno.readTextFile(`${server.notebooks}/live.ipynb`);
  assert.match(saved, /image\/svg\+xml/);
  assert.doesNotMatch(saved, /widget-view\+json/, "nothing that waits for a kernel");
});

labTest("JupyterLab: a page that is loaded again in the middle of a run goes on watching it", async (test) => {
  const notebook = await watchRun(test, "reloaded_run.ipynb");
  const { page } = notebook;
  await notebook.start(2);
  await notebook.command("docmanager:save");
  await notebook.reload();
  await page.locator(".wl-total").waitFor();
  const reloaded = await epoch(notebook);
  await notebook.until("epochs after the reload", async () => await epoch(notebook) > reloaded);
  await notebook.until("the rows from the first epoch on", async () => {
    const known = Number(await page.getAttribute(".wl-chart", "aria-valuemax"));
    return known > reloaded;
  });
  await page.click(".wl-buttons button:has-text('Stop')");
  await page.locator(".wl-state", { hasText: "stopped" }).waitFor();
});
