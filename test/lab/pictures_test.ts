/// <reference lib="dom" />
import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const CELLS = [
  `import * as wf from "weft";
const tissue = wf.datasets.simulatedTissue({ seed: 1 }).modality("rna").log1p().pca({ nComps: 4 });
wf.plot.spatial(tissue, { color: ["domain", tissue.varNames[3]], width: 200, scalebarUnits: "µm" })`,
  `wf.plot.violin(tissue, { keys: ["X_pca:0", tissue.varNames[3]], groupby: "domain", height: 140 })`,
  `wf.plot.dotplot(tissue, { varNames: tissue.varNames.slice(0, 9), groupby: "domain" })`,
  `new wf.Graph(wf.toCsr(tissue.spatialNeighbors({ nNeighbors: 6 }).obsp.spatial_connectivities))`,
  `wf.metrics.report(tissue, { key: "domain" })`,
];

labTest("JupyterLab: pictures are drawn from their specification, graphs and scores show themselves", async (lab) => {
  const { chromium, server } = lab;
  await Deno.writeTextFile(`${server.notebooks}/pictures.ipynb`, notebookText(CELLS));
  const notebook = await NotebookPage.open(chromium, server, "pictures.ipynb");
  for (const i of CELLS.keys()) {
    await notebook.run(i);
    const output = await notebook.output(i);
    if (i < 3) {
      await output.locator(".vega-embed").waitFor();
      const drawn = output.locator(".vega-embed :is(canvas, svg.marks)");
      const box = (await drawn.first().boundingBox())!;
      assert(box.width > 200 && box.height > 120, JSON.stringify(box));
    } else {
      assert.equal(await output.locator(".weft-summary").count(), 1, CELLS[i]);
    }
    await output.scrollIntoViewIfNeeded();
    await chromium.screenshot(notebook.page, `lab_picture_${i}`);
  }
  assert.match((await (await notebook.output(3)).textContent())!, /everything hangs together/);
  assert.match((await (await notebook.output(4)).textContent())!, /silhouette|moransILabels/);
});
