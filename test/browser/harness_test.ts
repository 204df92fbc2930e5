import assert from "node:assert/strict";
import { browserTest } from "./browser.ts";

browserTest("Chromium draws with WebGL, in floating point", async (chromium) => {
  const page = await chromium.open("<canvas width=40 height=30></canvas>");
  const pixel = await page.evaluate(() => {
    const gl = document.querySelector("canvas")!.getContext("webgl")!;
    gl.clearColor(1, 0.5, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const bytes = new Uint8Array(4);
    gl.readPixels(7, 7, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    return { bytes: [...bytes], float: gl.getExtension("OES_texture_float") !== null };
  });
  assert.deepEqual(pixel, { bytes: [255, 128, 0, 255], float: true });
});

browserTest("Chromium opens a site, light or dark, and keeps a picture of it", async (chromium) => {
  const site = {
    "index.html": `<script type="module">import { said } from "./said.js"; document.body.textContent = said;</script>`,
    "said.js": `export const said = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";`,
  };
  for (const dark of [false, true]) {
    const page = await chromium.open(site, { dark, width: 300, height: 200 });
    await page.waitForFunction(() => document.body.textContent !== "");
    assert.equal(await page.textContent("body"), dark ? "dark" : "light");
    assert.deepEqual(page.viewportSize(), { width: 300, height: 200 });
    await chromium.screenshot(page, "harness");
  }
  const png = await Deno.readFile(new URL("../../out/screenshots/harness.png", import.meta.url));
  assert.deepEqual([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
});

browserTest("Chromium reports what goes wrong on a page, and requests that leave this machine", async (chromium) => {
  const page = await chromium.open(`<script>
    console.error("told");
    setTimeout(() => { throw new Error("thrown"); });
    addEventListener("load", () => fetch("http://192.0.2.1/").catch(() => {
      alert("asked");
      setTimeout(() => document.title = "done");
    }));
  </script>`);
  await page.waitForFunction(() => document.title === "done");
  const all = chromium.errors.join("\n");
  for (const said of ["console: told", "uncaught: thrown", "request to http://192.0.2.1/", "dialog: asked"]) {
    assert(all.includes(said), `${said} in ${all}`);
  }
  assert.throws(() => chromium.assertNoErrors(), /told/);
  const allowed = await chromium.open(`<script>console.error("told")</script>`, { allow: /told/ });
  assert.equal(await allowed.title(), "");
});

browserTest("Chromium opens pages without scripts", async (chromium) => {
  const page = await chromium.open(`<script>document.title = "ran"</script><p>text`, { scripts: false });
  assert.equal(await page.title(), "");
  assert.equal(await page.textContent("p"), "text");
});
