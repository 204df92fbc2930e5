/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";
import type { Application } from "./jupyter_server.ts";

const CELLS = [
  `import * as wf from "weft";
const tissue = wf.datasets.simulatedTissue({ nFeatures: { rna: 60, adt: 15, atac: 60 }, seed: 12 });
const map = wf.spatialMap(tissue, { color: "domain" });
const heard = [];
map.on("selection", (selection, from) => heard.push([selection.length, from]));
map`,
  `console.log(JSON.stringify({ indices: [...map.selection().indices], heard }));`,
  `console.log(JSON.stringify(Array.from({ length: tissue.nObs }, (_, i) => [...tissue.obsm.spatial.row(i)])));`,
  `for (const gene of ["gene0", "gene1", "gene2", "gene3"]) {
  map.color("rna:" + gene);
  await new Promise((resolve) => setTimeout(resolve, 100));
}`,
  `map.select([0, 1, 2, 40]);`,
  `console.log(JSON.stringify(tissue.label("corner", map.selection(), "mine").obs.column("corner").toArray().filter(Boolean)));`,
];

/** Most frequent colours of what a canvas shows, as the screen has it. */
async function coloursOf(page: Page, stage: Locator): Promise<Map<string, number>> {
  const png = (await stage.screenshot()).toString("base64");
  const counts = await page.evaluate(async (png) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d")!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const counts: Record<string, number> = {};
    for (let p = 0; p < data.length; p += 4) {
      const color = [data[p], data[p + 1], data[p + 2]].join();
      counts[color] = (counts[color] ?? 0) + 1;
    }
    return counts;
  }, png);
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  return new Map(Object.entries(counts).filter(([, count]) => count > total / 200).sort(([, a], [, b]) => b - a));
}

/** Draws a closed line with the mouse; corners are shares of the stage. */
async function drag(page: Page, stage: Locator, corners: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = (await stage.boundingBox())!;
  const [first, ...rest] = corners.map(([right, down]) => [x + right * width, y + down * height] as const);
  await page.mouse.move(...first!);
  await page.mouse.down();
  for (const corner of rest) await page.mouse.move(...corner, { steps: 12 });
  await page.mouse.up();
}

for (const application of ["lab", "notebook"] satisfies Application[]) {
  const name = application === "lab" ? "JupyterLab" : "Notebook 7";
  labTest(
    `${name}: a map is painted, read by hovering, lassoed by mouse and recoloured`,
    async ({ chromium, server }) => {
      await Deno.writeTextFile(`${server.notebooks}/map.ipynb`, notebookText(CELLS));
      const notebook = await NotebookPage.open(chromium, server, "map.ipynb", { application });
      const { page } = notebook;
      await notebook.run(0);
      await notebook.output(0);
      const stage = page.locator(".weft-map .weft-stage");
      await stage.waitFor();
      await stage.scrollIntoViewIfNeeded();
      await notebook.until("five colours of domains", async () => (await coloursOf(page, stage)).size >= 5);
      await chromium.screenshot(page, `${application}_map`);

      const box = (await stage.boundingBox())!;
      // The middle lies between four spots.
      await page.mouse.move(box.x + box.width / 2 + 7, box.y + box.height / 2 + 7);
      await notebook.until("the note at the pointer", () => page.locator(".weft-tooltip-name").isVisible());
      const note = (await page.locator(".weft-tooltip").textContent())!;
      assert.match(note, /domain/);
      await chromium.screenshot(page, `${application}_map_hover`);

      await notebook.run(2);
      const places = JSON.parse(await notebook.text(2)) as number[][];
      await notebook.output(0);
      await stage.scrollIntoViewIfNeeded();
      await page.locator('.weft-map [data-action="lasso"]').click();
      // The half above the diagonal from the lower left to the upper right corner.
      await drag(page, stage, [[0.005, 0.995], [0.005, 0.005], [0.995, 0.005], [0.005, 0.995]]);
      await chromium.screenshot(page, `${application}_map_lasso`);
      await notebook.run(1);
      const { indices, heard } = JSON.parse(await notebook.text(1)) as { indices: number[]; heard: unknown[] };
      const middle = [0, 1].map((axis) => {
        const values = places.map((place) => place[axis]!);
        return (Math.min(...values) + Math.max(...values)) / 2;
      });
      const above = ([right, up]: number[]) => (up! - middle[1]!) * box.width - (right! - middle[0]!) * box.height;
      const sure = places.map(above).map((value) => Math.abs(value) < 0.5 * box.width ? 0 : Math.sign(value));
      const chosen = new Set(indices);
      const wrong = sure.flatMap((side, i) => side === 0 || (side > 0) === chosen.has(i) ? [] : [i]);
      assert.deepEqual(wrong, []);
      assert(indices.length > 400 && indices.length < 900, `${indices.length} spots`);
      assert.deepEqual(heard, [[indices.length, "page"]]);

      const before = await coloursOf(page, stage);
      await notebook.run(3);
      await notebook.until("the colours of a gene", async () => {
        const [now] = (await coloursOf(page, stage)).keys();
        return !before.has(now!) || (await page.locator(".weft-colorbar").isVisible());
      });
      assert.match((await page.locator(".weft-map").textContent())!, /gene3/);
      await notebook.run(4);
      await notebook.until(
        "the kernel's choice",
        async () => /\b4\b/.test((await page.locator(".weft-counts").textContent())!),
      );
      await notebook.run(5);
      assert.deepEqual(JSON.parse(await notebook.text(5)), ["mine", "mine", "mine", "mine"]);
      await notebook.output(0);
      await chromium.screenshot(page, `${application}_map_gene`);
    },
    application,
  );
}

labTest("JupyterLab: maps that come into view later show what was chosen before", async ({ chromium, server }) => {
  const long = `console.log("line\\n".repeat(60))`;
  const cells = [CELLS[0]!, long, long, "map", "map.select([0, 1, 2, 3, 4, 5])"];
  await Deno.writeTextFile(`${server.notebooks}/later.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "later.ipynb");
  await notebook.runAll();
  for (const i of [0, 3]) {
    const stage = (await notebook.output(i)).locator(".weft-stage");
    await notebook.until(`the map of cell ${i}`, () => stage.locator("canvas[data-painted=yes]").isVisible());
    await stage.scrollIntoViewIfNeeded();
    // Blue of the first domain, at full strength.
    await notebook.until("faded domains", async () => {
      const colours = await coloursOf(notebook.page, stage);
      return colours.size >= 4 && !colours.has("0,114,178");
    });
  }
});
