import assert from "node:assert/strict";
import type { Application } from "./jupyter_server.ts";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";

const LESSON = new URL("../../notebooks/00_first_ten_minutes.ipynb", import.meta.url);

for (const application of ["lab", "notebook"] satisfies Application[]) {
  const name = application === "lab" ? "JupyterLab" : "Notebook 7";
  labTest(
    `${name}: the first lesson runs from top to bottom, and shows what it found`,
    async ({ chromium, server }) => {
      const text = await Deno.readTextFile(LESSON);
      await Deno.writeTextFile(`${server.notebooks}/lesson.ipynb`, text);
      const notebook = await NotebookPage.open(chromium, server, "lesson.ipynb", { application });
      const cells = JSON.parse(text).cells as { "cell_type": string; source: string[] }[];
      const codes = [...cells.keys()].filter((i) => cells[i]!["cell_type"] === "code");
      const cellOf = (part: string): number => codes.find((i) => cells[i]!.source.join("").includes(part))!;

      await notebook.runAll(180_000);
      for (const i of codes) {
        const wrong = (await notebook.outputs(i)).filter((output) => output["output_type"] === "error");
        assert.deepEqual(wrong, [], `cell ${i}`);
      }
      assert.equal(await notebook.count(codes.at(-1)!), codes.length);

      const map = (await notebook.output(cellOf("wf.spatialMap("))).locator(".weft-map");
      await map.waitFor();
      await notebook.until("the map", () => map.locator("canvas[data-painted=yes]").isVisible());
      await chromium.screenshot(notebook.page, `${application}_lesson_map`);
      const run = (await notebook.output(cellOf("wf.train("))).locator(".weft-loss");
      await run.waitFor();
      await notebook.until("the end of the curves", async () => /converged|done/.test((await run.textContent())!));
      await chromium.screenshot(notebook.page, `${application}_lesson_run`);
      await notebook.output(cellOf("wf.metrics.report("));
      await chromium.screenshot(notebook.page, `${application}_lesson_scores`);
    },
    application,
  );
}
