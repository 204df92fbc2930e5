import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";
import { MAKE_PROBE, ping, shown } from "./probe.ts";

const MiB = 2 ** 20;

labTest("JupyterLab: a widget and the kernel set each other's traits, in every view", async ({ chromium, server }) => {
  const cells = [
    MAKE_PROBE,
    `probe`,
    `probe.set({ n: 5, points: new Float32Array([8, 9]) })`,
    `console.log(JSON.stringify([probe.get("n"), heard]))`,
  ];
  await Deno.writeTextFile(`${server.notebooks}/traits.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "traits.ipynb");
  await notebook.run(0);
  await notebook.run(1);
  await notebook.until("two views", async () => (await shown(notebook.page)).length === 2);
  assert.deepEqual(await shown(notebook.page), ["n=1 points=1.5,2.5", "n=1 points=1.5,2.5"]);
  await notebook.run(2);
  await notebook.until(
    "the kernel's values",
    async () => (await shown(notebook.page)).every((text) => text === "n=5 points=8,9"),
  );
  await notebook.page.locator("button.probe").first().click();
  await notebook.until(
    "the click in both views",
    async () => (await shown(notebook.page)).every((text) => text.startsWith("n=1005 ")),
  );
  await notebook.run(3);
  assert.deepEqual(JSON.parse(await notebook.text(3)), [1005, [[5, "kernel"], [1005, "page"]]]);
  await notebook.run(1);
  await notebook.until("no view too many", async () => (await shown(notebook.page)).length === 2);
});

labTest("JupyterLab: uploads of 8 and 16 MiB and downloads of 64 MiB arrive whole", async ({ chromium, server }) => {
  await Deno.writeTextFile(`${server.notebooks}/sizes.ipynb`, notebookText([MAKE_PROBE]));
  const notebook = await NotebookPage.open(chromium, server, "sizes.ipynb");
  await notebook.run(0);
  await notebook.page.locator("button.probe").waitFor();
  for (const [up, down] of [[0, 0], [MiB, MiB], [8 * MiB, 0], [16 * MiB, 3], [0, 64 * MiB]] as const) {
    const answer = await ping(notebook.page, up, down);
    assert.deepEqual([answer.up, answer.down], [up ? [up] : [], down ? [down] : []]);
  }
  assert.deepEqual((await ping(notebook.page, 1, 1)).up, [1]);
});

labTest("JupyterLab: while a cell waits widgets answer, and a page that is reloaded finds them", async (test) => {
  const { chromium, server } = test;
  const cells = [
    MAKE_PROBE,
    `for (let i = 0; i < 1200; i++) {
       if (i % 10 === 0) probe.set({ points: new Float32Array([i]) });
       await new Promise((resolve) => setTimeout(resolve, 50));
     }
`,
  ];
  await Deno.writeTextFile(`${server.notebooks}/reload.ipynb`, notebookText(cells));
  const notebook = await NotebookPage.open(chromium, server, "reload.ipynb");
  await notebook.run(0);
  await notebook.command("docmanager:save");
  await notebook.start(1);
  await notebook.until(
    "updates while the cell runs",
    async () => /points=\d+0$/.test((await shown(notebook.page))[0]!),
  );
  assert.deepEqual((await ping(notebook.page, 10, 10)).up, [10]);
  await notebook.page.locator("button.probe").click();
  await notebook.until("the click", async () => (await shown(notebook.page))[0]!.startsWith("n=1001 "));
  assert.equal(await notebook.status(), "busy");
  await notebook.reload();
  await notebook.page.locator("button.probe").waitFor();
  const [before] = await shown(notebook.page);
  assert.match(before!, /^n=1001 points=\d+$/);
  await notebook.until("updates after the reload", async () => (await shown(notebook.page))[0] !== before);
  await notebook.page.locator("button.probe").click();
  await notebook.until("the next click", async () => (await shown(notebook.page))[0]!.startsWith("n=2001 "));
  await chromium.screenshot(notebook.page, "lab_reloaded");
});
