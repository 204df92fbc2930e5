/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const PREPARE = `import * as wf from "weft";
const tissue = wf.datasets.simulatedTissue({ nFeatures: { rna: 60, adt: 15, atac: 60 }, input: "counts", seed: 12 })
  .modality("rna", (rna) => rna.normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 20, standardize: true }))
  .modality("adt", (adt) => adt.clr().pca({ nComps: 14, standardize: true }))
  .modality("atac", (atac) => atac.tfidf().normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 20 }))
  .spatialNeighbors({ nNeighbors: 4 });`;
const TRAIN = `const run = wf.train(tissue, wf.smart({ earlyStopping: false }), { seed: 1, nEpochs: 100_000 });
run`;
const AWAIT = `const trained = await run.result();
console.log(run.stopReason, run.epoch > 0, trained.obsm.X_smart.nRows);`;
const VARIABLES = `console.log(tissue.nObs, typeof run, run.history.nRows > 0);`;

/** Epochs done, as the view says. */
async function epochOf(view: Locator): Promise<number> {
  const text = await view.locator(".wl-facts").textContent();
  return Number(/epoch (\d+) of/.exec(text ?? "")?.[1] ?? -1);
}

/** Share of a canvas that is painted, and how many colours it has. */
function painted(canvas: Locator): Promise<{ share: number; colors: number }> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height);
    const context = copy.getContext("2d")!;
    context.drawImage(element as HTMLCanvasElement, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const colors = new Map<number, number>();
    let some = 0;
    for (let p = 0; p < data.length; p += 4) {
      if (data[p + 3] === 0) continue;
      some++;
      const color = (data[p]! >> 4) << 8 | (data[p + 1]! >> 4) << 4 | (data[p + 2]! >> 4);
      colors.set(color, (colors.get(color) ?? 0) + 1);
    }
    const common = [...colors.values()].filter((count) => count > some / 100);
    return { share: some / (width * height), colors: common.length };
  });
}

labTest("JupyterLab: a training is paused, goes on, is found again after a reload, and is stopped", async (test) => {
  const { chromium, server } = test;
  await Deno.writeTextFile(`${server.notebooks}/train.ipynb`, notebookText([PREPARE, TRAIN, AWAIT, VARIABLES]));
  const notebook = await NotebookPage.open(chromium, server, "train.ipynb");
  const { page } = notebook;
  await notebook.run(0, 60_000);
  await notebook.run(1);
  await notebook.command("docmanager:save");
  await notebook.start(2);
  const view = page.locator(".weft-loss");
  await view.waitFor();
  await notebook.until("epochs while a cell awaits them", async () => await epochOf(view) > 10);
  await notebook.until(
    "a picture of the clusters",
    async () => (await painted(view.locator(".wl-tissue canvas"))).colors >= 3,
    40_000,
  );
  await chromium.screenshot(page, "lab_training");

  await view.getByRole("button", { name: "Pause" }).click();
  await notebook.until("the pause", async () => await view.locator(".wl-state").textContent() === "paused");
  const held = await epochOf(view);
  await view.getByRole("button", { name: "Resume" }).click();
  await notebook.until("more epochs", async () => await epochOf(view) > held + 5);
  assert.equal(await notebook.status(), "busy");

  await notebook.reload();
  await view.waitFor();
  await notebook.until("epochs after a reload", async () => await epochOf(view) > held + 10);
  const { share } = await painted(view.locator("canvas").first());
  assert(share > 0.001, `the curves cover ${share} of their canvas`);
  await chromium.screenshot(page, "lab_training_reloaded");

  await view.getByRole("button", { name: "Stop" }).click();
  await notebook.until("the end", async () => await view.locator(".wl-state").textContent() === "stopped");
  await notebook.until("the end of the cell", async () => await notebook.status() === "idle");
  await notebook.run(3);
  assert.equal(await notebook.text(3), "1296 object true\n");
  await chromium.screenshot(page, "lab_training_stopped");
});

labTest("JupyterLab: interrupt ends a training and keeps every variable", async ({ chromium, server }) => {
  const cells = [
    PREPARE,
    `const run = wf.train(tissue, wf.smart({ earlyStopping: false }), { seed: 1, nEpochs: 100_000 });
while (run.epoch === 0) await new Promise((resolve) => setTimeout(resolve, 20));
console.log("trains");
await run.result();`,
  ];
  await Deno.writeTextFile(`${server.notebooks}/stop.ipynb`, notebookText([...cells, VARIABLES]));
  const notebook = await NotebookPage.open(chromium, server, "stop.ipynb");
  await notebook.run(0, 60_000);
  await notebook.start(1);
  await notebook.until("the training", async () => /trains/.test(await notebook.text(1)), 60_000);
  await notebook.page.click('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]');
  const failed = async () => (await notebook.outputs(1)).some((output) => output["output_type"] === "error");
  // All its epochs would take far longer.
  await notebook.until("the cell's error", failed, 30_000);
  await notebook.idle();
  assert.match(await notebook.text(1), /Aborted|WeftError/);
  await notebook.run(2);
  assert.equal(await notebook.text(2), "1296 object true\n");
});
