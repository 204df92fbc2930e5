/// <reference lib="dom" />
import assert from "node:assert/strict";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

const AT_ONCE = 10;
const MAKE = `import { WidgetModel } from "weft/bridge";
let all = [];
const module = \`export default { render({ model, el }) {
  el.append(Object.assign(document.createElement("b"), { className: "one-of-many", textContent: model.get("n") }));
} };\`;
const make = (n) => new WidgetModel({ module, state: { n, bytes: new Uint8Array(100_000) } });`;
const SHOW = `all = Array.from({ length: ${AT_ONCE} }, (_, n) => make(n));
for (const one of all) await Deno.jupyter.display(one);`;
const CLOSE = `for (const one of all) one.close();`;

labTest("JupyterLab: of 120 widgets shown by one cell the last ten stay, and go when closed", async (test) => {
  const { chromium, server } = test;
  await Deno.writeTextFile(`${server.notebooks}/many.ipynb`, notebookText([MAKE, SHOW, CLOSE]));
  const notebook = await NotebookPage.open(chromium, server, "many.ipynb");
  const { page } = notebook;
  const comms = () =>
    page.evaluate(async () => {
      const { kernel } = jupyterapp.shell.currentWidget!.sessionContext.session!;
      const { content } = await kernel!.requestCommInfo({ "target_name": "jupyter.widget" });
      return Object.keys(content.comms).length;
    });
  await notebook.run(0);
  for (let round = 0; round < 12; round++) {
    await notebook.run(1);
    await notebook.until("ten widgets", async () => await page.locator(".one-of-many").count() === AT_ONCE);
  }
  assert.equal(await comms(), AT_ONCE);
  assert.deepEqual(await page.locator(".one-of-many").allTextContents(), [..."0123456789"]);
  await notebook.run(2);
  await notebook.until("no widget", async () => await comms() === 0);
});
