/// <reference lib="dom" />
import assert from "node:assert/strict";
import { twin } from "../../src/display/twin.ts";
import { browserTest } from "./browser.ts";

const MODULE = `export default {
  initialize({ model }) { model.started = true; return () => { document.title += " uninitialized"; }; },
  render({ model, el, signal }) {
    const show = () => { el.textContent = model.get("label") + " " + model.get("codes").getUint8(1); };
    model.on("change:label", show);
    show();
    el.addEventListener("click", () => { model.set("label", "clicked"); model.save_changes(); }, { signal });
    return () => { document.title += " cleaned"; };
  },
};`;
const STILL = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text y="20">still</text></svg>`;
const CSP = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; ` +
  `script-src 'unsafe-inline' blob:; img-src data:">`;

function twinOf(label: string): string {
  return twin({ module: MODULE, state: { label, codes: new Uint8Array([1, 2]) }, still: STILL });
}

browserTest("a twin draws the widget without a kernel or a network, several on one page apart", async (chromium) => {
  const page = await chromium.open(`<!doctype html>${CSP}${twinOf("one")}${twinOf("<b>two</b>")}${twinOf("one")}`);
  await page.waitForFunction(() => document.querySelectorAll(".weft-live").length === 3);
  await page.locator(".weft-widget").nth(0).click();
  assert.deepEqual(await page.locator(".weft-widget").allTextContents(), ["clicked 2", "<b>two</b> 2", "one 2"]);
  assert.equal(await page.locator(".weft-still img").first().isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".weft-still img").first().isVisible(), true, "paper has the still picture");
  assert.equal(await page.locator(".weft-widget").first().isVisible(), false);
});

browserTest("a twin whose scripts are taken out is its still picture", async (chromium) => {
  const stripped = twinOf("one").replace(/<script.*?<\/script>/gs, "");
  for (const page of [await chromium.open(stripped), await chromium.open(twinOf("one"), { scripts: false })]) {
    assert.equal(await page.locator(".weft-still img").isVisible(), true);
    assert.equal(await page.locator(".weft-still img").evaluate((img: HTMLImageElement) => img.naturalWidth), 60);
  }
});

browserTest("a twin whose widget fails keeps its picture and says why, as text", async (chromium) => {
  const module = `export default { render() { throw new Error("no <img src=x onerror=alert(1)> here"); } };`;
  const page = await chromium.open(twin({ module, state: {}, still: STILL }));
  await page.waitForSelector(".weft-widget small");
  assert.match((await page.textContent(".weft-widget small"))!, /no <img src=x onerror=alert\(1\)> here/);
  assert.equal(await page.locator(".weft-still img").isVisible(), true);
});

browserTest(
  "a twin far down the page starts when it is scrolled to, and ends when it is taken off",
  async (chromium) => {
    const page = await chromium.open(
      `<!doctype html><title>t</title><div style="height:5000px"></div>${twinOf("low")}`,
    );
    await page.waitForTimeout(200);
    assert.equal(await page.locator(".weft-live").count(), 0);
    await page.evaluate(() => document.querySelector(".weft-twin")!.scrollIntoView());
    await page.waitForSelector(".weft-live");
    await page.evaluate(() => document.querySelector(".weft-twin")!.remove());
    await page.waitForFunction(() => document.title === "t cleaned uninitialized");
  },
);

browserTest("a twin put into a page as notebooks do it, by scripts made anew, comes to life", async (chromium) => {
  const page = await chromium.open("<!doctype html><main></main>");
  await page.evaluate((html) => {
    const host = document.createElement("div");
    // deno-lint-ignore no-explicit-any -- the property by which notebooks insert trusted output
    (host as any)["innerHTML"] = html;
    for (const script of [...host.querySelectorAll("script")]) {
      const again = document.createElement("script");
      for (const { name, value } of script.attributes) again.setAttribute(name, value);
      again.textContent = script.textContent;
      script.replaceWith(again);
    }
    document.querySelector("main")!.append(host);
  }, twinOf("lab"));
  await page.waitForSelector(".weft-live");
  assert.equal(await page.textContent(".weft-widget"), "lab 2");
});
