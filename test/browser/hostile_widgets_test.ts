/// <reference lib="dom" />
import assert from "node:assert/strict";
import { SOURCE as LOSS_LIVE } from "../../src/bridge/bundles/loss_live.ts";
import { spatialMap } from "../../src/bridge/spatial_map.ts";
import type { LossLiveState } from "../../src/bridge/protocol/loss_live.ts";
import { AnnData, categorical, Dense, Frame } from "../../src/data/mod.ts";
import { registerDisplays } from "../../src/display/mod.ts";
import { confusion, dotplot, heatmap, spatial, type VegaSpec, violin } from "../../src/plot/mod.ts";
import { htmlPage } from "../../src/report/export_html.ts";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import { HOSTILE_NAMES } from "./hostile.ts";

registerDisplays();

/** Characters that a legend or a tooltip shows of a name. */
const SHORT = HOSTILE_NAMES.filter((name) => name.length < 300);

/** A spot for every name, in rows of 20; spots, columns and categories are called by the names. */
function tissue(): AnnData {
  const n = HOSTILE_NAMES.length;
  const places = HOSTILE_NAMES.map((_, i) => [i % 20, Math.floor(i / 20)]);
  const columns = HOSTILE_NAMES.slice(0, 40).map((name) => [name, categorical([...HOSTILE_NAMES])] as const);
  return new AnnData({
    X: new Dense(Float32Array.from({ length: n * 8 }, (_, i) => i % 7), { shape: [n, 8] }),
    obs: new Frame([...HOSTILE_NAMES], columns),
    var: new Frame(SHORT.slice(40, 48)),
    obsm: { spatial: Dense.fromRows(places) },
  });
}

function lossState(names: readonly string[]): LossLiveState {
  const terms = names.map((name) => name.slice(0, 100));
  const curve = Float32Array.from({ length: 3 * terms.length }, (_, i) => 1 + i % 5);
  return {
    protocol: 1,
    name: names[0]!,
    nEpochs: 3,
    epoch: 3,
    state: "failed",
    stopReason: null,
    problem: names[1]!,
    terms,
    weights: terms.map(() => 1),
    termColors: terms.map(() => "#07c"),
    curve,
    others: [{ name: names[2]!, curve }],
    rate: 0,
    secondsLeft: null,
    marker: { epoch: 2, label: names[3]! },
    x: new Float32Array([0, 1]),
    y: new Float32Array([0, 1]),
    places: "tissue",
    labels: new Uint8Array([0, 1]),
    nClusters: 2,
    colors: ["#07c", "#c70"],
    pictureEpoch: 3,
    pictureProblem: names[4]!,
    view: { log: true, weighted: false, smoothing: 0, hidden: [names[5]!] },
    live: false,
  };
}

browserTest("a map shows hostile names as text: legend, tooltip, keys and heading", async (chromium) => {
  const data = tissue();
  const map = spatialMap(data, { color: HOSTILE_NAMES[0]!, title: HOSTILE_NAMES[1]!, link: HOSTILE_NAMES[2]! });
  const page = await chromium.open(await htmlPage([map], { title: HOSTILE_NAMES[3]!, lead: HOSTILE_NAMES[4]! }));
  await page.locator("canvas.weft-canvas[data-painted=yes]").waitFor();
  await assertPlain(page, { what: "the legend", names: SHORT });
  const stage = page.locator(".weft-stage");
  const { x, y, width, height } = (await stage.boundingBox())!;
  const read = new Set<string>();
  for (let row = 0; row < 15; row += 2) {
    for (let column = row % 3; column < 20; column += 3) {
      await page.mouse.move(x + (column + 0.5) / 20 * width, y + (row + 0.5) / 15 * height);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const name = page.locator(".weft-tooltip:not([hidden]) .weft-tooltip-name");
      if (await name.count() > 0) read.add((await name.textContent())!);
    }
    await assertPlain(page, { what: `the tooltip in row ${row}` });
  }
  assert(read.size > 30, `read ${read.size} names`);
  for (const panel of await page.locator("[data-opens]").all()) await panel.click();
  for (const category of (await page.locator(".weft-category").all()).slice(0, 30)) await category.click();
  await assertPlain(page, { what: "the map after clicks", names: SHORT });
  await chromium.screenshot(page, "hostile_map");
});

browserTest("plots show hostile names as text: of columns, categories and genes", async (chromium) => {
  const data = tissue();
  const plots: VegaSpec[] = [];
  const genes = data.varNames;
  for (const [i, key] of data.obs.columnNames.entries()) {
    const few = data.subset({ obs: Array.from({ length: 12 }, (_, k) => (7 * i + k) % data.nObs) });
    plots.push(spatial(few, { color: key }));
    const [labelsKey] = data.obs.columnNames;
    plots.push(confusion(few, { key, labelsKey: labelsKey! }));
    plots.push(dotplot(few, { varNames: { [key]: [...genes] }, groupby: key }));
    if (i % 8 === 0) {
      plots.push(violin(few, { keys: genes[0]!, groupby: key }), heatmap(few, { varNames: genes, groupby: key }));
    }
  }
  const page = await chromium.open(await htmlPage(plots));
  await assertPlain(page, { what: "plots" });
  assert.equal(await page.locator("section.shown svg").count(), plots.length);
  await chromium.screenshot(page, "hostile_plots");
});

browserTest("the view of a run shows hostile names as text", async (chromium) => {
  const groups: string[][] = [];
  for (let i = 0; i < SHORT.length; i += 24) groups.push(SHORT.slice(i, i + 24));
  const runs = groups.map((names) => ({ module: LOSS_LIVE, state: lossState([...names, ...SHORT].slice(0, 24)) }));
  const page = await chromium.open(await htmlPage(runs));
  await page.waitForFunction((n) => document.querySelectorAll(".wl-legend").length === n, runs.length);
  for (const button of await page.locator(".wl-legend button").all()) await button.dispatchEvent("click");
  await assertPlain(page, { what: "the views of runs", names: SHORT });
  await chromium.screenshot(page, "hostile_runs");
});
