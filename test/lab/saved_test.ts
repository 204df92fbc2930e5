/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const CELLS = [
  `import * as wf from "weft";
const tissue = wf.datasets.simulatedTissue({ nFeatures: { rna: 60, adt: 15, atac: 60 }, seed: 12 });
tissue`,
  `const map = wf.spatialMap(tissue, { color: "domain" });
map`,
  `const pca = (a) => a.pca({ nComps: 8 });
const ready = tissue.modality("rna", pca).modality("adt", pca).modality("atac", pca).spatialNeighbors({ nNeighbors: 4 });
const run = wf.train(ready, wf.smart(), { seed: 1, nEpochs: 20 });
run`,
  `await run.result(); run.epoch`,
  `wf.plot.spatial(tissue, { color: "domain" })`,
];

/** Pictures of a page that are drawn: their widths. */
function pictures(place: Locator): Promise<number[]> {
  return place.locator(".weft-still img").evaluateAll((all) =>
    all.map((img) => (img as HTMLImageElement).naturalWidth)
  );
}

labTest(
  "JupyterLab: a saved notebook shows pictures to somebody without the kernel, and lives in nbconvert's page",
  async (test) => {
    const { chromium, server, environment } = test;
    const file = `${server.notebooks}/saved.ipynb`;
    await Deno.writeTextFile(file, notebookText(CELLS));
    const notebook = await NotebookPage.open(chromium, server, "saved.ipynb");
    for (const i of CELLS.keys()) {
      await notebook.run(i, 60_000);
      assert((await notebook.outputs(i)).every((output) => output["output_type"] !== "error"), await notebook.text(i));
    }
    await notebook.until("the last picture of the run", async () => {
      const [view] = await notebook.outputs(2);
      return view?.data?.["application/vnd.jupyter.widget-view+json"] === undefined;
    });
    await notebook.command("docmanager:save");
    await server.endKernels();

    // Nobody has signed this copy: Jupyter takes scripts, styles and drawings out of it.
    const { metadata, ...rest } = JSON.parse(await Deno.readTextFile(file));
    const strange = { name: "not-here", "display_name": "Not here", language: "not-here" };
    const copy = { ...rest, metadata: { ...metadata, kernelspec: strange, "language_info": { name: "not-here" } } };
    await Deno.writeTextFile(`${server.notebooks}/other.ipynb`, JSON.stringify(copy));
    const other = await NotebookPage.open(chromium, server, "other.ipynb", { kernel: false });
    for (const i of [1, 2]) {
      const output = await other.output(i);
      await other.until(`the picture of cell ${i}`, async () => (await pictures(output)).some((width) => width > 100));
    }
    // Jupyter may ask for another kernel.
    await other.page.keyboard.press("Escape");
    await chromium.screenshot(other.page, "lab_without_kernel");

    const { success, stderr } = await new Deno.Command(environment.jupyter, {
      args: ["nbconvert", "--to", "html", file],
      env: environment.env,
      stderr: "piped",
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const html = await Deno.readTextFile(file.replace("ipynb", "html"));
    // nbconvert's own page asks for MathJax and require.js, in vain.
    const page = await chromium.open(html, {
      width: 1200,
      height: 1000,
      allow: /cloudflare|ERR_NAME_NOT_RESOLVED|require/,
    });
    await page.waitForFunction(() =>
      document.querySelectorAll(".weft-live").length === 2 &&
      document.querySelector(".weft-live canvas.weft-canvas[data-painted=yes]") !== null
    );
    await page.locator(".weft-map").scrollIntoViewIfNeeded();
    await chromium.screenshot(page, "nbconvert");
  },
);
