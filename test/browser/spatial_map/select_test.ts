import assert from "node:assert/strict";
import { browserTest } from "../browser.ts";
import { MapDriver } from "./drive.ts";
import { openMaps } from "./map_page.ts";
import { mapState } from "./map_state.ts";

const SIDE = 20;
const N = SIDE * SIDE;
const all = (test: (row: number) => boolean) => Array.from({ length: N }, (_, i) => i).filter(test);
/** Columns and lines of the grid. */
const column = (row: number) => row % SIDE;
const line = (row: number) => Math.floor(row / SIDE);

browserTest("a spatial map: a lasso by mouse tells the kernel which spots", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  await map.press("lasso");
  await map.drag([[0.01, 0.01], [0.5, 0.01], [0.5, 0.99], [0.01, 0.99], [0.01, 0.02]]);
  const left = await map.selected();
  assert(left.length > 0.4 * N && left.length < 0.6 * N, `${left.length}`);
  assert(left.every((row) => column(row) <= SIDE / 2));
  assert.deepEqual(all((row) => column(row) < SIDE / 2 - 1).filter((row) => !left.includes(row)), []);
  assert.match(await map.root.locator(".weft-footer").innerText(), new RegExp(`${left.length} selected`));
  assert((await map.pixel(0.9, 0.5))[3]! < 80, "what is not selected is faded");
});

browserTest("a spatial map: rectangles replace, add and take away, by tools and by keys held", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  await map.press("rectangle");
  await map.drag([[0.01, 0.01], [0.5, 0.5]]);
  const upperLeft = await map.selected();
  assert(upperLeft.every((row) => column(row) <= SIDE / 2 && line(row) <= SIDE / 2) && upperLeft.length > 60);
  await map.press("add");
  await map.drag([[0.99, 0.99], [0.6, 0.6]]);
  const both = await map.selected();
  assert(both.length > upperLeft.length + 30 && upperLeft.every((row) => both.includes(row)));
  await map.press("remove");
  await map.drag([[0.01, 0.01], [0.5, 0.5]]);
  assert.deepEqual(await map.selected(), both.filter((row) => !upperLeft.includes(row)));
  await map.press("replace");
  await map.drag([[0.01, 0.01], [0.5, 0.5]], ["Control"]);
  assert.deepEqual(await map.selected(), both, "Control adds");
  await map.drag([[0.01, 0.01], [0.5, 0.5]], ["Alt"]);
  assert.equal((await map.selected()).length, both.length - upperLeft.length, "Alt takes away");
});

browserTest(
  "a spatial map: Shift and drag is a lasso, a drag alone moves the map, a click takes one spot",
  async (chromium) => {
    const page = await openMaps(chromium, [mapState(SIDE)]);
    const map = new MapDriver(page);
    const before = await map.pixel(0.5, 0.5);
    await map.drag([[0.5, 0.5], [0.95, 0.5]]);
    await map.settled();
    assert.deepEqual(await map.selected(), []);
    assert.notDeepEqual(await map.pixel(0.2, 0.5), before);
    assert.equal((await map.pixel(0.05, 0.5))[3], 0, "the map has gone to the right");
    await page.keyboard.press("0");
    await map.landed();
    await map.drag([[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7]], ["Shift"]);
    assert((await map.selected()).length > 20);
    await page.keyboard.press("c");
    assert.deepEqual(await map.selected(), []);
    await map.hover(0.52, 0.52);
    const name = await map.root.locator(".weft-tooltip-name").innerText();
    await page.mouse.down();
    await page.mouse.up();
    assert.deepEqual(await map.selected(), [Number(name.split("-")[1])]);
  },
);

browserTest("a spatial map: the keyboard reaches everything and keeps its keys from the page", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  await page.evaluate(() => {
    Reflect.set(globalThis, "leaked", []);
    addEventListener("keydown", (event) => Reflect.get(globalThis, "leaked").push(Reflect.get(event, "key")));
  });
  const reached = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    reached.add(
      await page.evaluate(() => {
        const { activeElement: active } = document;
        return active?.getAttribute("data-action") ?? active?.className ?? "";
      }),
    );
  }
  for (
    const wanted of [
      "weft-key",
      "pan",
      "lasso",
      "home",
      "settings",
      "save",
      "full",
      "help",
      "weft-stage",
      "weft-category",
    ]
  ) {
    assert([...reached].some((name) => name.split(" ").includes(wanted)), `${wanted} in ${[...reached]}`);
  }
  await map.stage.focus();
  await page.keyboard.press("*");
  assert.equal((await map.selected()).length, N);
  await page.keyboard.press("i");
  assert.equal((await map.selected()).length, 0);
  await map.landed();
  const before = await map.pixel(0.5, 0.5);
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
  await map.settled();
  assert.notDeepEqual(await map.pixel(0.5, 0.5), before);
  assert.equal((await map.pixel(0.9, 0.5))[3], 0, "the view went to the right");
  await page.keyboard.press("Home");
  await map.landed();
  assert.deepEqual(await map.pixel(0.5, 0.5), before);
  const [small, large] = [
    await map.ink(),
    await (async () => {
      for (let i = 0; i < 4; i++) await page.keyboard.press("-");
      await map.settled();
      return await map.ink();
    })(),
  ];
  assert(large < 0.5 * small, "zoomed out");
  await page.keyboard.press("?");
  assert(await map.root.getByRole("dialog", { name: "Keys" }).isVisible());
  await page.keyboard.press("Escape");
  assert(!await map.root.getByRole("dialog", { name: "Keys" }).isVisible());
  await page.keyboard.press("l");
  assert.equal(await map.root.locator("[data-action=lasso]").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await map.root.locator("[data-action=pan]").getAttribute("aria-pressed"), "true");
  const leaked: string[] = await page.evaluate(() => Reflect.get(globalThis, "leaked"));
  assert.deepEqual(leaked.filter((key) => key !== "Tab"), []);
});

browserTest("a spatial map: only the selection, and a flight to it", async (chromium) => {
  const page = await openMaps(chromium, [mapState(SIDE)]);
  const map = new MapDriver(page);
  await map.press("rectangle");
  await map.drag([[0.3, 0.3], [0.5, 0.5]]);
  const chosen = await map.selected();
  await map.press("only");
  await map.settled();
  assert.equal((await map.pixel(0.8, 0.8))[3], 0);
  assert.match(await map.root.locator(".weft-counts").innerText(), new RegExp(`${chosen.length} shown`));
  await map.press("target");
  await map.landed();
  assert((await map.ink()) > 0.4 * 560 * 560, "a few spots fill the map");
  await map.stage.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.deepEqual(await map.selected(), []);
});

browserTest("a spatial map: linked maps share selection, hover and switches; others do not", async (chromium) => {
  const state = mapState(SIDE, { link: "a", spots: "the same" });
  const turned = { ...state, x: state.y, y: state.x, scale: null };
  const page = await openMaps(chromium, [state, turned, { ...state, link: "b" }], { mapWidth: "30%" });
  const [first, second, third] = [0, 1, 2].map((at) => new MapDriver(page, at)) as [MapDriver, MapDriver, MapDriver];
  await first.press("rectangle");
  await first.drag([[0.2, 0.2], [0.6, 0.6]]);
  const chosen = await first.selected();
  assert(chosen.length > 10);
  assert.deepEqual(await second.selected(), chosen);
  assert.deepEqual(await third.selected(), []);
  await second.root.locator(".weft-category").nth(1).click();
  assert.deepEqual([await first.trait("hidden"), await second.trait("hidden"), await third.trait("hidden")], [
    [1],
    [1],
    [],
  ]);
  await first.receive({}, { selected: ["Uint8Array", [7, ...Array(N / 8 - 1).fill(0)]] });
  assert.deepEqual(await second.selected(), [0, 1, 2], "what the kernel chose on one");
  await first.press("pan");
  await first.hover(0.5, 0.55);
  const name = await first.root.locator(".weft-tooltip-name").innerText();
  assert.equal(await second.root.locator(".weft-tooltip-name").innerText(), name);
  assert(!await third.root.locator(".weft-tooltip").isVisible());
});

browserTest("a spatial map: linked maps share nothing that means another thing to them", async (chromium) => {
  const state = mapState(SIDE, { link: "a", spots: "one order" });
  const channel = { ...state.channel!, labels: ["capsule", "medulla", "T cell zone", "mantle zone", "follicle"] };
  const shuffled = { ...state, spots: "another order" };
  const renamed = { ...state, channel: channel as typeof state.channel };
  const page = await openMaps(chromium, [state, shuffled, renamed], { mapWidth: "30%" });
  const maps = [0, 1, 2].map((at) => new MapDriver(page, at)) as [MapDriver, MapDriver, MapDriver];
  const [first, otherSpots, otherLabels] = maps;
  await first.press("rectangle");
  await first.drag([[0.2, 0.2], [0.6, 0.6]]);
  assert((await first.selected()).length > 10);
  assert.deepEqual(await otherSpots.selected(), [], "as many spots, which are others");
  assert.deepEqual(await otherLabels.selected(), await first.selected());
  await first.root.locator(".weft-category").nth(1).click();
  assert.deepEqual(await Promise.all(maps.map((map) => map.trait("hidden"))), [[1], [1], []]);
  await first.press("pan");
  await first.hover(0.5, 0.55);
  assert(await first.root.locator(".weft-tooltip").isVisible());
  assert(!await otherSpots.root.locator(".weft-tooltip").isVisible());
});
