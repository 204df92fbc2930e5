import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { absoluteImports } from "../../src/kernel/inner/absolute_imports.ts";
import { labTest } from "./lab.ts";
import { NotebookPage } from "./notebook_page.ts";
import { notebookText } from "./notebook_text.ts";

/** A widget that tells how many bytes of which value it sees, and what it was sent. */
const CELL = `
import { widget } from "weft/bridge";
const module = \`
const see = (view) => view.byteLength + "x" + view.getUint8(0) + "/" + view.getUint8(view.byteLength - 1);
export default {
  render({ model, el }) {
    const line = document.createElement("div");
    line.className = "stock";
    let sent = "nothing";
    const draw = () => { line.textContent = model.get("label") + " " + see(model.get("bytes")) + " " + sent; };
    model.on("change:bytes", draw);
    model.on("msg:custom", (content, buffers) => { sent = content.kind + " " + see(buffers[0]); draw(); });
    el.append(line);
    draw();
  },
};
// \${"x".repeat(300_000)}\`;
const large = widget({ module, state: { label: "first", bytes: new Uint8Array(3_000_000).fill(1) } });
large`;

labTest(
  "JupyterLab on the stock Deno kernel: widgets of any size show, follow the kernel, and say what is missing",
  async (test) => {
    const { chromium, server } = test;
    const imports = absoluteImports(config.imports, new URL("../../deno.json", import.meta.url));
    await Deno.writeTextFile(`${server.notebooks}/deno.json`, JSON.stringify({ imports }));
    await server.addKernel("stock-deno", {
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      "display_name": "stock-deno",
      language: "typescript",
    });
    const cells = [
      CELL,
      `large.set({ label: "second", bytes: new Uint8Array(2_000_000).fill(2) }); await large.flush();`,
      `large.send({ kind: "rows" }, [new Uint8Array(1_000_000).fill(3)]); await large.flush();`,
      `console.log("still here")`,
    ];
    await Deno.writeTextFile(`${server.notebooks}/stock.ipynb`, notebookText(cells, "stock-deno"));
    const notebook = await NotebookPage.open(chromium, server, "stock.ipynb");
    const shows = (text: string) =>
      notebook.until(`'${text}'`, async () => (await notebook.page.locator("div.stock").allTextContents())[0] === text);
    await notebook.run(0);
    await shows("first 3000000x1/1 nothing");
    assert.match(await notebook.text(0), /does not come back.*deno task weft kernel install/s);
    await notebook.run(1);
    await shows("second 2000000x2/2 nothing");
    await notebook.run(2);
    await shows("second 2000000x2/2 rows 1000000x3/3");
    await notebook.run(3);
    await notebook.until("output", async () => (await notebook.text(3)) === "still here\n");
    await chromium.screenshot(notebook.page, "lab_stock_kernel");
  },
);
