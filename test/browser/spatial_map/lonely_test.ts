/// <reference lib="dom" />
import assert from "node:assert/strict";
import { packNames } from "../../../src/bridge/protocol/names.ts";
import { browserTest } from "../browser.ts";
import { MapDriver } from "./drive.ts";
import { openMaps } from "./map_page.ts";
import { mapState } from "./map_state.ts";

const SIDE = 20;
const NO_WEBGL = `HTMLCanvasElement.prototype.getContext = ((get) => function (kind, ...rest) {
  return /webgl/.test(kind) ? null : get.call(this, kind, ...rest);
})(HTMLCanvasElement.prototype.getContext);`;
/** Keeps the canvases that have a WebGL context in `contexts`. */
const COUNT_WEBGL = `globalThis.contexts = new Set();
HTMLCanvasElement.prototype.getContext = ((get) => function (kind, ...rest) {
  const context = get.call(this, kind, ...rest);
  if (context && /webgl/.test(kind)) contexts.add(this);
  return context;
})(HTMLCanvasElement.prototype.getContext);`;

browserTest("a spatial map without kernel says so and can be explored", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE, { live: false }), mapState(SIDE)], { mapWidth: "48%" });
  const [exported, live] = [new MapDriver(page), new MapDriver(page, 1)];
  assert.match(await exported.root.locator(".weft-notice").innerText(), /^No kernel/);
  assert.equal(await exported.root.locator(".weft-key").getAttribute("readonly"), "");
  await exported.press("rectangle");
  await exported.drag([[0.2, 0.2], [0.7, 0.7]]);
  assert((await exported.selected()).length > 10);
  assert.deepEqual(await exported.sent(), []);
  assert.equal(await live.root.locator(".weft-notice").innerText(), "");
  await live.tell("comm_live_update");
  assert.equal(await live.root.locator(".weft-notice").innerText(), "", "a kernel that answers is there");
  await page.evaluate(() => Reflect.get(globalThis, "models")[1].deaf = true);
  await live.tell("comm_live_update");
  assert.match(await live.root.locator(".weft-notice").innerText(), /^No kernel/);
  await live.press("rectangle");
  await live.drag([[0.2, 0.2], [0.7, 0.7]]);
  assert((await live.selected()).length > 10);
  assert.match(await live.root.locator(".weft-notice").innerText(), /^No kernel/);
});

browserTest(
  "a spatial map without WebGL says so and shows a still picture that can be selected from",
  async (chromium) => {
    const page = await openMaps(chromium, [mapState(SIDE)], { before: NO_WEBGL, allow: /regl|webgl/i });
    const map = new MapDriver(page);
    assert.match(await map.root.locator(".weft-notice").innerText(), /no WebGL: the map is a still picture/);
    const before = await map.ink();
    assert(before > 50_000);
    await map.press("rectangle");
    await map.drag([[0.2, 0.2], [0.7, 0.7]]);
    assert((await map.selected()).length > 10);
    await map.root.locator(".weft-category").first().click();
    assert(await map.ink() < before);
    await chromium.screenshot(page, "spatial_map_without_webgl");
  },
);

browserTest("a spatial map of another protocol tells what to do", async (chromium) => {
  const page = await openMaps(chromium, [{ ...mapState(SIDE), protocol: 2 as never }]);
  assert.match(await page.locator(".weft-map").innerText(), /version 1 .* version 2: restart the kernel/);
});

browserTest("a spatial map leaves nothing behind: forty in turn, no context lost", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const lost = await page.evaluate(async () => {
    const { models, endings, renderMap } = globalThis as unknown as {
      models: { state: object; listeners: unknown[] }[];
      endings: (() => void)[];
      renderMap: (state: object, el: Element) => Promise<void>;
    };
    const problems: string[] = [];
    for (let i = 0; i < 40; i++) {
      const el = document.body.appendChild(document.createElement("div"));
      el.style.width = "300px";
      await renderMap({ ...models[0]!.state }, el);
      const canvas = el.querySelector<HTMLCanvasElement>("canvas.weft-canvas")!;
      for (let frame = 0; frame < 300 && canvas.dataset["painted"] !== "yes"; frame++) {
        await new Promise(requestAnimationFrame);
      }
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      if (!data.some((byte) => byte > 0)) problems.push(`map ${i} is blank`);
      endings.at(-1)!();
      if (el.childElementCount > 0) problems.push(`map ${i} left elements`);
      if (models.at(-1)!.listeners.length > 0) problems.push(`map ${i} left listeners`);
      el.remove();
    }
    return problems;
  });
  assert.deepEqual(lost, []);
  const first = new MapDriver(page);
  await first.press("home");
  await first.settled();
  assert(await first.ink() > 10_000, "the one that stays still draws");
});

browserTest("spatial maps whose modules were loaded apart draw by one WebGL context", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)], { before: COUNT_WEBGL });
  const found = await page.evaluate(async () => {
    const { models, endings, renderMap, contexts } = globalThis as unknown as {
      models: { state: object }[];
      endings: (() => void)[];
      renderMap: (state: object, el: Element, by: unknown) => Promise<void>;
      contexts: Set<unknown>;
    };
    const source = await (await fetch("widget.js")).text();
    const modules = new Set<unknown>();
    for (let i = 0; i < 20; i++) {
      const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
      modules.add(widget);
      const el = document.body.appendChild(document.createElement("div"));
      el.style.width = "200px";
      await renderMap({ ...models[0]!.state }, el, widget);
    }
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>("canvas.weft-canvas")];
    for (let frame = 0; frame < 600 && canvases.some((canvas) => canvas.dataset["painted"] !== "yes"); frame++) {
      await new Promise(requestAnimationFrame);
    }
    const blank = canvases.filter((canvas) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return !data.some((byte) => byte > 0);
    });
    const kept = () => Reflect.get(globalThis, Symbol.for("weft.gl.1")).renderer !== undefined;
    const drawing = kept();
    for (const end of endings) end();
    return [modules.size, canvases.length, blank.length, contexts.size, drawing, kept()];
  });
  assert.deepEqual(found, [20, 21, 0, 1, true, false]);
});

browserTest(
  "a spatial map saves what it shows as PNG and SVG, with legend, scale bar and title as text",
  async (chromium) => {
    const title = `<img src=x onerror="document.title='ran'"> & "lymph"\u0007`;
    const page = await openMaps(chromium, [mapState(SIDE, { title })]);
    const map = new MapDriver(page);
    const save = async (kind: string) => {
      await map.press("save");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        map.root.locator(`[data-save=${kind}]`).click(),
      ]);
      assert.match(download.suggestedFilename(), new RegExp(`^[\\w-]+\\.${kind}$`));
      return await Deno.readFile(await download.path());
    };
    const svg = new TextDecoder().decode(await save("svg"));
    assert(!svg.includes("<img") && svg.includes("&lt;img src=x") && !svg.includes("\u0007"));
    const shown = await page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
      return [...parsed.querySelectorAll("text, parsererror")].map(({ textContent }) => textContent);
    }, svg);
    assert.equal(shown[0], title.replace("\u0007", ""));
    for (const text of ["domain", "follicle", "capsule", "1 mm"]) assert(shown.includes(text), `${text} in ${shown}`);
    const png = await save("png");
    const view = new DataView(png.buffer, png.byteOffset);
    const { width } = (await map.stage.boundingBox())!;
    assert.equal(view.getUint32(16), 2 * (width + 190), "twice as fine as the screen, with the legend");
    assert.notEqual(await page.title(), "ran");
  },
);

/** Names that do harm where text becomes markup, style, address or code. */
const HOSTILE = [
  `<img src=x onerror="globalThis.harm=1">`,
  `</script><script>globalThis.harm=1</script>`,
  `</style><style>*{display:none!important}`,
  `"><svg onload=globalThis.harm=1>`,
  `javascript:globalThis.harm=1`,
  `red;} body{display:none} .x{`,
  `url(http://192.0.2.1/x)`,
  `\u202egnp.exe\u202c`,
  `{{constructor.constructor("globalThis.harm=1")()}}`,
  `<!--`,
  `]]>`,
  `&lt;b&gt;`,
  "line\nfeed\ttab\u0000nul",
  "__proto__",
  "x".repeat(5000),
];

browserTest("a spatial map shows hostile names as text: legend, note, header, sections, picture", async (chromium) => {
  const state = mapState(SIDE);
  const n = SIDE * SIDE;
  const values = Uint8Array.from({ length: n }, (_, i) => i % HOSTILE.length);
  const names = packNames(Array.from({ length: n }, (_, i) => `${HOSTILE[i % HOSTILE.length]} ${i}`));
  const codes = new Uint8Array(n);
  for (const [i, hostile] of HOSTILE.entries()) {
    const channel = { kind: "category", key: hostile, dtype: "uint8", labels: HOSTILE, colors: HOSTILE } as const;
    const sections = {
      labels: [hostile, "B"],
      codes,
      dtype: "uint8" as const,
      boxes: [[-1, -1, 1, 1], [0, 0, 1, 1]] as const,
    };
    if (i % 5 !== 0) continue;
    const traits = { title: hostile, keys: HOSTILE, channel, values, names, sections, live: true };
    const page = await openMaps(chromium, [{ ...state, ...traits }], { allow: /regl/ });
    const map = new MapDriver(page);
    assert.deepEqual(await map.root.locator(".weft-label").allTextContents(), [...HOSTILE, "missing"]);
    assert.equal(await map.root.locator(".weft-title").textContent(), hostile);
    await map.hover(0.52, 0.52);
    const name = (await map.root.locator(".weft-tooltip-name").textContent())!;
    assert(HOSTILE.some((text) => name.startsWith(text)), name);
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, "harm")), undefined);
    assert.equal(await page.locator("img, iframe, object, body script ~ svg[onload]").count(), 0);
    assert(await map.stage.isVisible());
    if (i === 0) await chromium.screenshot(page, "spatial_map_hostile");
  }
});
