/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Dense, Frame } from "../../src/data/mod.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { Graph } from "../../src/graph/graph.ts";
import { MetricsReport } from "../../src/metrics/metrics_report.ts";
import * as plot from "../../src/plot/mod.ts";
import { htmlPage } from "../../src/report/export_html.ts";
import { smallTissue } from "../plot/small_tissue.ts";
import { browserTest } from "./browser.ts";

registerDisplays();

/** Least contrast of text with what lies behind it: WCAG 2, level AA. */
const READ = 4.5;

interface Found {
  readonly text: string;
  readonly contrast: number;
}

/** The contrast of every text on a page with what lies behind it. */
async function contrasts(page: Page): Promise<Found[]> {
  return await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const rgba = (color: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const behind = (element: Element | null): number[] => {
      for (let at = element; at; at = at.parentElement) {
        const color = rgba(getComputedStyle(at).backgroundColor);
        if (color[3]! > 250) return color;
      }
      return [255, 255, 255, 255];
    };
    const light = (color: number[]): number =>
      color.slice(0, 3).reduce((sum, part, k) => {
        const share = part / 255;
        return sum +
          [0.2126, 0.7152, 0.0722][k]! * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
      }, 0);
    const found: { text: string; contrast: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      const text = node.nodeValue!.trim();
      if (text === "" || element.closest("script, style, title") || element.getClientRects().length === 0) continue;
      const style = getComputedStyle(element);
      const ink = rgba(element instanceof SVGElement ? style.fill : style.color);
      const [a, b] = [light(ink), light(behind(element))].sort((x, y) => y - x);
      found.push({ text: text.slice(0, 40), contrast: (a! + 0.05) / (b! + 0.05) });
    }
    return found;
  });
}

async function reportPage(): Promise<string> {
  const tissue = smallTissue();
  const rows = ["ari", "nmi"].map((metric) => ({
    ...{ metric, value: 0.5, range: [0, 1], direction: "higher", meaning: "Agreement with the truth." } as const,
  }));
  return await htmlPage({
    Data: tissue,
    Table: tissue.obs,
    Graph: Graph.fromEdges({ nNodes: 4, sources: [0, 1, 2], targets: [1, 0, 0] }),
    Scores: new MetricsReport({ key: "kind", nObs: 90, nClusters: 4 }, rows),
    Embedding: plot.embedding(tissue, { color: ["kind", "depth"] }),
    Genes: plot.dotplot(tissue, { varNames: ["CD3E", "CD19"], groupby: "truth" }),
    Curves: plot.lossCurves(new Frame(["1", "2"], { total: [2, 1] })),
    Confusion: plot.confusion(tissue, { key: "kind", labelsKey: "truth", annotate: false }),
    Violin: plot.violin(tissue, { keys: "depth", groupby: "truth" }),
    Plain: { "text/plain": String(Dense.zeros(1, 1)) },
  }, { title: "Contrast", lead: "In light and in dark." });
}

for (const dark of [false, true]) {
  browserTest(`what objects show can be read in ${dark ? "dark" : "light"} colours`, async (chromium) => {
    const page = await chromium.open(await reportPage(), { dark, width: 1200 });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
    const found = await contrasts(page);
    assert(found.length > 250, `${found.length} texts`);
    assert.deepEqual(found.filter(({ contrast }) => contrast < READ), []);
    await chromium.screenshot(page, `contrast_${dark ? "dark" : "light"}`);
  });
}

browserTest("an exported page fits a phone without scrolling sideways, and prints its pictures", async (chromium) => {
  const page = await chromium.open(await reportPage(), { width: 390, height: 800 });
  const [scroll, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert(scroll! <= window! + 1, `${scroll} on ${window}`);
  await page.emulateMedia({ media: "print" });
  for (const svg of await page.locator(".picture svg").all()) assert(await svg.isVisible());
});
