import assert from "node:assert/strict";
import { AnnData, categorical, Dense, Frame } from "../../src/data/mod.ts";
import * as plot from "../../src/plot/mod.ts";
import { htmlPage } from "../../src/report/export_html.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { MetricsReport } from "../../src/metrics/metrics_report.ts";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import { HOSTILE_NAMES } from "./hostile.ts";

registerDisplays();

const AT_ONCE = 14;

/** Spots, genes and kinds that all have hostile names. */
function tissueOf(names: readonly string[]): AnnData {
  const n = 2 * names.length;
  const rows = Array.from({ length: n }, (_, i) => i);
  const kinds = categorical(rows.map((i) => names[i % names.length]!));
  return new AnnData({
    X: Dense.fromRows(rows.map((i) => names.map((_, j) => (i * 7 + j * 3) % 5))),
    obs: new Frame(rows.map((i) => `spot ${i}`), [[names[0]!, kinds], ["depth", rows]]),
    var: new Frame(names),
    obsm: {
      X_umap: Dense.fromRows(rows.map((i) => [i % 5, i % 7])),
      spatial: Dense.fromRows(rows.map((i) => [i, i % 3])),
    },
  });
}

function picturesOf(names: readonly string[]): plot.VegaSpec[] {
  const tissue = tissueOf(names);
  const [groupby] = names;
  const varNames = Object.fromEntries(names.slice(1, 5).map((name) => [name, [name]]));
  return [
    plot.embedding(tissue, { color: groupby!, title: groupby! }),
    plot.embedding(tissue, { color: groupby!, legendLoc: "on data" }),
    plot.spatial(tissue, { color: ["depth"], libraryKey: groupby!, scalebarUnits: groupby! }),
    plot.violin(tissue, { keys: ["depth", names[1]!], groupby: groupby! }),
    plot.dotplot(tissue, { varNames, groupby: groupby! }),
    plot.matrixplot(tissue, { varNames: names.slice(1), groupby: groupby! }),
    plot.heatmap(tissue, { varNames, groupby: groupby! }),
    plot.confusion(tissue, { key: groupby!, labelsKey: groupby! }),
  ];
}

function inGroups(): string[][] {
  // A column and a gene of one name, or names that only trimming tells apart, are another matter.
  const names = HOSTILE_NAMES.filter((name) => name.trim() !== "");
  return Array.from(
    { length: Math.ceil(names.length / AT_ONCE) },
    (_, g) => names.slice(g * AT_ONCE, (g + 1) * AT_ONCE),
  )
    .filter(({ length }) => length > 4);
}

browserTest("every picture of weft/plot shows hostile names as text", async (chromium) => {
  const drawings: string[] = [];
  for (const [g, names] of inGroups().entries()) {
    const some = picturesOf(names).filter((_, i) => (i + g) % 4 === 0);
    for (const spec of some) drawings.push(await plot.specToSvg(spec));
  }
  const body = drawings.map((svg, i) => `<section>${plot.prefixIds(svg, `p${i}-`)}</section>`).join("\n");
  const page = await chromium.open(
    `<!doctype html><meta charset="utf-8"><title>names</title><body>${body}<p id="end">end</p>`,
  );
  await assertPlain(page, { what: "pictures", names: inGroups().flat().filter((name) => name.length < 20) });
  assert.equal(await page.locator("body > section").count(), drawings.length);
  assert.equal(await page.textContent("body > #end"), "end");
});

browserTest("an exported page shows hostile names as text, in headings, scores and pictures", async (chromium) => {
  for (const names of inGroups().slice(0, 6)) {
    const rows = names.map((metric) => ({
      ...{ metric, value: 0.5, range: [0, 1], direction: "higher", meaning: metric } as const,
    }));
    const html = await htmlPage(
      {
        [names[0]!]: picturesOf(names).slice(0, 2),
        [names[1]!]: new MetricsReport({ key: names[0]!, useRep: names[1]!, nObs: 2, nClusters: 1 }, rows),
        [names[2]!]: tissueOf(names),
        [names[3]!]: { "text/plain": names.join("\n") },
        words: names[4]!.startsWith("<svg") ? "words" : names[4]!,
      },
      { title: names[0]!, lead: names[1]! },
    );
    const page = await chromium.open(html);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
    await assertPlain(page, { what: `page of ${names[0]}`, names });
  }
});
