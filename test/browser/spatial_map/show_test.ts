/// <reference lib="dom" />
import assert from "node:assert/strict";
import { encodePng } from "../../../src/plot/encode_png.ts";
import { browserTest } from "../browser.ts";
import { MapDriver } from "./drive.ts";
import { openMaps } from "./map_page.ts";
import { mapState } from "./map_state.ts";

const SIDE = 20;
const N = SIDE * SIDE;

/** "#rrggbb" of a pixel. */
const hex = (pixel: readonly number[]) =>
  "#" + pixel.slice(0, 3).map((byte) => byte.toString(16).padStart(2, "0")).join("");

browserTest("a spatial map: points have the colours of their categories, light and dark", async (chromium) => {
  const values = Uint8Array.from({ length: N }, (_, i) => i % SIDE < SIDE / 2 ? 0 : 1);
  const channel = {
    kind: "category",
    key: "half",
    dtype: "uint8",
    labels: ["left", "right"],
    colors: ["#0072b2", "#e69f00"],
  };
  for (const dark of [false, true]) {
    const page = await openMaps(chromium, [mapState(SIDE, { values, channel: channel as never, pointSize: 1.6 })], {
      dark,
    });
    const map = new MapDriver(page);
    assert.deepEqual([hex(await map.pixel(0.35, 0.5)), hex(await map.pixel(0.7, 0.5))], ["#0072b2", "#e69f00"]);
    const paper = await map.root.evaluate((root) => getComputedStyle(root).backgroundColor);
    assert.equal(paper, dark ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
    await chromium.screenshot(page, `spatial_map_${dark ? "dark" : "light"}`);
  }
});

browserTest("a spatial map: the legend counts, hides, shows alone and selects", async (chromium) => {
  const state = mapState(SIDE);
  const page = await openMaps(chromium, [state]);
  const map = new MapDriver(page);
  const counts = [0, 1, 2, 3, 4, 255].map((code) => state.values.filter((value) => value === code).length);
  const rows = map.root.locator(".weft-legend li");
  const shown = async () => (await rows.locator(".weft-count").allInnerTexts()).map(Number);
  assert.deepEqual(await shown(), counts);
  const before = await map.ink();
  const toggle = rows.locator(".weft-category");
  await toggle.nth(2).click();
  await map.settled();
  assert.deepEqual(await map.trait("hidden"), [2]);
  assert.equal(await toggle.nth(2).getAttribute("aria-pressed"), "false");
  assert(await map.ink() < before * (1 - 0.8 * counts[2]! / N));
  await page.waitForTimeout(600);
  await toggle.nth(1).dblclick();
  await map.settled();
  assert.deepEqual(await map.trait("hidden"), [-1, 0, 2, 3, 4]);
  await page.waitForTimeout(600);
  await toggle.nth(1).dblclick();
  assert.deepEqual(await map.trait("hidden"), []);
  await rows.nth(3).hover();
  await rows.nth(3).getByRole("button", { name: "Select medulla" }).click();
  assert.equal((await map.selected()).length, counts[3]);
  await rows.nth(5).hover();
  await rows.nth(5).getByRole("button", { name: "Select missing" }).click({ modifiers: ["Shift"] });
  assert.equal((await map.selected()).length, counts[3]! + counts[5]!);
  assert.equal(await rows.nth(3).locator(".weft-count").textContent(), `${counts[3]} / ${counts[3]}`);
});

browserTest(
  "a spatial map: a number shows as a scale, and its sliders leave out what is low or high",
  async (chromium) => {
    const values = Float32Array.from({ length: N }, (_, i) => i % SIDE < 6 ? 0 : i % SIDE);
    const channel = { kind: "value", key: "CD3E", dtype: "float32", min: 0, max: 19, clip: [0, 10] };
    const page = await openMaps(chromium, [mapState(SIDE, { values, channel: channel as never, pointSize: 1.6 })]);
    const map = new MapDriver(page);
    assert.deepEqual(await map.root.locator(".weft-ends span").allInnerTexts(), ["0", "≥ 10"]);
    assert.deepEqual([hex(await map.pixel(0.16, 0.5)), hex(await map.pixel(0.8, 0.5))], ["#440154", "#fde725"]);
    const before = await map.ink();
    await map.root.getByLabel("Leave out values below").fill("100");
    await map.settled();
    assert(await map.ink() < 0.7 * before);
    assert.match(await map.root.locator(".weft-counts").innerText(), /200 shown/);
    assert.equal((await map.pixel(0.16, 0.5))[3], 0);
    await map.receive({ channel: { ...channel, key: "CD19" } }, { values: ["Float32Array", Array(N).fill(10)] });
    assert.equal(hex(await map.pixel(0.16, 0.5)), "#fde725", "another gene shows everything again");
    assert.equal(await map.root.locator(".weft-key").inputValue(), "CD19");
  },
);

browserTest(
  "a spatial map: the note by the mouse has name and values; names of large maps are asked for once",
  async (chromium) => {
    const state = mapState(SIDE);
    const emphasis = { key: "depth", clip: [0, 1], size: true, opacity: false } as const;
    const more = { names: new Uint8Array(0), emphasis, emphasisValues: new Float32Array(N).fill(0.5) };
    const page = await openMaps(chromium, [{ ...state, ...more }]);
    const map = new MapDriver(page);
    await map.hover(0.52, 0.52);
    const note = map.root.locator(".weft-tooltip");
    assert.match(await note.innerText(), /^spot \d+\ndomain\s+\S.*\ndepth\s+0\.5$/);
    await map.hover(0.01, 0.01);
    assert(!await note.isVisible());
    await map.hover(0.52, 0.52);
    assert.equal((await map.sent()).filter(({ kind }) => kind === "names").length, 1);
    await map.receive({}, { names: ["Uint8Array", [...state.names]] });
    assert.match(await note.innerText(), /^AAAC-\d+\n/);
  },
);

browserTest("a spatial map: colours are asked of the kernel, which may refuse", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  const key = map.root.locator(".weft-key");
  await key.fill("adt:CD19");
  await key.press("Enter");
  assert.deepEqual((await map.sent()).filter(({ kind }) => kind === "color"), [{ kind: "color", key: "adt:CD19" }]);
  await map.tell("msg:custom", { kind: "refused", reason: "Expected <b>'adt:CD19'</b> among the columns" }, []);
  assert.match(await map.root.locator(".weft-said").innerText(), /<b>'adt:CD19'<\/b>/);
  assert.equal(await key.inputValue(), "domain");
});

browserTest("a spatial map: sections lie side by side, or one alone with its picture beneath", async (chromium) => {
  const state = mapState(SIDE);
  const codes = Uint8Array.from({ length: N }, (_, i) => i % SIDE < SIDE / 2 && i >= N / 2 ? 0 : 1);
  const boxes = [[-1, -0.87, -0.05, -0.05], [-1, -0.87, 1, 0.87]] as const;
  const image = encodePng(new Uint8Array(12).fill(200), 2, 2, 3);
  const underlays = [{ image, type: "image/png", box: [-1, -0.87, -0.05, -0.05] as const, section: 0 }];
  const sections = { labels: ["<b>A</b>", "B"], codes, dtype: "uint8" as const, boxes };
  const page = await openMaps(chromium, [{ ...state, sections, underlays, opacity: 0.7 }]);
  const map = new MapDriver(page);
  assert.deepEqual(await map.root.locator(".weft-tab").allInnerTexts(), ["all", "<b>A</b>", "B"]);
  const place = async () => (await map.root.locator(".weft-underlays img").boundingBox())!;
  const stage = (await map.stage.boundingBox())!;
  const whole = await place();
  assert(whole.width > 0.2 * stage.width && whole.x + whole.width < stage.x + stage.width / 2 + 5);
  await map.root.getByRole("radio", { name: "<b>A</b>" }).click();
  await map.landed();
  assert.equal(await map.trait("section"), 0);
  assert((await place()).width > 1.3 * whole.width, "a flight to the section takes its picture along");
  assert.match(await map.root.locator(".weft-counts").innerText(), /100 shown/);
  await map.root.getByRole("radio", { name: "B", exact: true }).click();
  assert(!await map.root.locator(".weft-underlays img").isVisible());
  assert.deepEqual(await map.root.locator(".weft-section-names text").allTextContents(), ["B"]);
});

browserTest(
  "a spatial map: size and opacity can be set, and the map follows its frame and full screen",
  async (chromium) => {
    const page = await openMaps(chromium, [mapState(SIDE)]);
    const map = new MapDriver(page);
    const before = await map.ink();
    await map.press("settings");
    await map.root.getByRole("slider", { name: "size" }).fill("0.4");
    await map.settled();
    await map.settled();
    assert(await map.ink() < 0.4 * before);
    await map.root.getByRole("slider", { name: "opacity" }).fill("0.5");
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("canvas.weft-canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.every((byte, i) => i % 4 !== 3 || byte < 140);
    });
    const wide = (await map.stage.boundingBox())!.width;
    await page.setViewportSize({ width: 560, height: 800 });
    await page.waitForFunction((wide) => document.querySelector(".weft-stage")!.clientWidth < wide - 300, wide);
    await map.settled();
    await map.settled();
    const { width, height } = (await map.stage.boundingBox())!;
    const canvas = await page.evaluate(() => {
      const { clientWidth, clientHeight, width } = document.querySelector<HTMLCanvasElement>("canvas.weft-canvas")!;
      return [clientWidth, clientHeight, width];
    });
    assert.deepEqual(canvas.map(Math.round), [width, height, width].map(Math.round));
    assert.equal((await map.pixel(0.02, 0.5))[3], 0, "all of it is in view, with a margin");
    await map.press("full");
    await page.waitForFunction(() => document.fullscreenElement?.classList.contains("weft-map"));
  },
);

browserTest("a spatial map: follows the theme of a notebook while it is shown", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  const look = () =>
    map.root.evaluate((
      root,
    ) => [root.dataset["theme"], getComputedStyle(root).backgroundColor, getComputedStyle(root).color]);
  assert.deepEqual(await look(), ["light", "rgb(255, 255, 255)", "rgb(28, 33, 40)"]);
  await page.evaluate(() => {
    document.body.style.setProperty("--jp-layout-color0", "#111111");
    document.body.style.setProperty("--jp-ui-font-color0", "#fefefe");
    document.body.setAttribute("data-jp-theme-light", "false");
  });
  await map.settled();
  assert.deepEqual(await look(), ["dark", "rgb(17, 17, 17)", "rgb(254, 254, 254)"]);
  await page.evaluate(() => document.body.setAttribute("data-jp-theme-light", "true"));
  await map.settled();
  assert.equal((await look())[0], "light");
  await page.evaluate(() => {
    document.body.removeAttribute("data-jp-theme-light");
    document.body.className = "vscode-dark";
  });
  await map.settled();
  assert.equal((await look())[0], "dark");
  await page.evaluate(() => document.body.className = "");
  await page.emulateMedia({ colorScheme: "dark" });
  await map.settled();
  assert.equal((await look())[0], "dark");
});
