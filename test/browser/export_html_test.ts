/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SOURCE } from "../../src/bridge/bundles/spatial_map.ts";
import { AnnData, Dense, Frame } from "../../src/data/mod.ts";
import { embedding } from "../../src/plot/embedding.ts";
import { exportHtml } from "../../src/report/export_html.ts";
import { browserTest } from "./browser.ts";
import type { Chromium } from "./chromium.ts";
import { mapState } from "./spatial_map/map_state.ts";

const STILL = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text y="20">still</text></svg>`;
const hostile = `<img src=x onerror="alert(1)"></script><script>alert(2)</script>`;
const adata = new AnnData({
  obs: new Frame(["a", "b", hostile], { [hostile]: ["x", hostile, "y"], depth: [1, 2, NaN] }),
  obsm: { X_umap: Dense.fromRows([[0, 1], [2, 3], [4, 1]]) },
});

function map(title: string, link: string) {
  return { module: SOURCE, state: mapState(24, { title, link }), still: () => STILL };
}

async function opened(chromium: Chromium, options: { dark?: boolean; scripts?: boolean } = {}): Promise<Page> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/report.html`;
    await exportHtml(
      {
        "Two maps": map("tissue", "l"),
        [hostile]: map("umap", "l"),
        "A plot": embedding(adata, { color: [hostile, "depth"] }),
        "The data": adata,
        "Words": hostile,
      },
      file,
      { title: `Report ${hostile}`, lead: "Everything on one page." },
    );
    return await chromium.open(await Deno.readTextFile(file), options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

browserTest("exportHtml() makes a page whose maps live and follow each other, without a kernel", async (chromium) => {
  for (const dark of [false, true]) {
    const page = await opened(chromium, { dark });
    await page.waitForFunction(() =>
      document.querySelectorAll(".weft-live canvas.weft-canvas[data-painted=yes]").length === 2
    );
    const toggles = page.locator(".weft-twin [aria-pressed]", { hasText: "mantle zone" });
    await toggles.first().click();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".weft-twin")].every((twin) =>
        [...twin.querySelectorAll("[aria-pressed=false]")].some(({ textContent }) => /mantle zone/.test(textContent!))
      )
    );
    await chromium.screenshot(page, `export_${dark ? "dark" : "light"}`);
    assert.equal(await page.locator("h2").nth(1).textContent(), hostile);
    assert.equal(await page.locator("section p").last().textContent(), hostile);
  }
});

browserTest("exportHtml() makes a page that shows pictures where no script runs", async (chromium) => {
  const page = await opened(chromium, { scripts: false });
  const pictures = page.locator(".weft-still img");
  assert.deepEqual(await pictures.evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth)), [
    80,
    80,
  ]);
  assert.equal(await pictures.first().isVisible(), true);
  assert(await page.locator(".picture svg").isVisible());
});
