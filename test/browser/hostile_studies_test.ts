import { stillBoard } from "../../src/bridge/ablation_board/still_board.ts";
import { stillMap } from "../../src/bridge/spatial_map/still_map.ts";
import { Frame } from "../../src/data/mod.ts";
import { htmlSummary } from "../../src/display/html_summary.ts";
import { integrationSummary } from "../../src/display/integration_summary.ts";
import { IntegrationScores } from "../../src/metrics/mod.ts";
import * as plot from "../../src/plot/mod.ts";
import type { StudyRow } from "../../src/study/mod.ts";
import assert from "node:assert/strict";
import { boardState } from "./ablation_board/board_state.ts";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import type { Chromium } from "./chromium.ts";
import { HOSTILE_NAMES } from "./hostile.ts";
import { mapState } from "./spatial_map/map_state.ts";

const AT_ONCE = 12;
/** Longer names are cut short in pictures. */
const SHORT = 16;

const GROUPS = Array.from(
  { length: Math.ceil(HOSTILE_NAMES.length / AT_ONCE) },
  (_, g) => HOSTILE_NAMES.slice(g * AT_ONCE, (g + 1) * AT_ONCE),
).filter(({ length }) => length >= 4);

/** Opens pictures and fragments one under the other, and looks whether all of their names are text. */
async function assertFragments(chromium: Chromium, what: string, fragments: readonly string[], shown: string[]) {
  const body = fragments.map((fragment, i) => `<section>${plot.prefixIds(fragment, `p${i}-`)}</section>`).join("\n");
  const page = await chromium.open(
    `<!doctype html><meta charset="utf-8"><title>names</title><body>${body}<p id="end">end</p>`,
  );
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
  await assertPlain(page, { what, names: shown });
  assert.equal(await page.locator("body > section").count(), fragments.length);
  assert.equal(await page.textContent("body > #end"), "end");
}

const brief = (names: readonly string[]) => names.filter(({ length }) => length <= SHORT);

function scoresOf(names: readonly string[]): IntegrationScores {
  const [useRep, labelsKey, batchKey, modalityKey] = names as [string, string, string, string];
  const groups = ["bio", "batch", "modality"] as const;
  return new IntegrationScores(
    { useRep, labelsKey, batchKey, modalityKey, nObs: 3, nLeftOut: 1 },
    names.map((metric, i) => ({
      ...{ group: groups[i % 3]!, metric, meaning: metric, note: metric },
      value: i % 5 === 0 ? null : i / names.length,
    })),
  );
}

browserTest(
  "the scores of an integration show hostile names as text, as a table and as a picture",
  async (chromium) => {
    const tables = GROUPS.map((names) => integrationSummary(scoresOf(names)));
    await assertFragments(chromium, "tables of scores", tables, GROUPS.flat());
    const pictures: string[] = [];
    for (const names of GROUPS) {
      const methods = Object.fromEntries(names.map((name) => [name, scoresOf(names.slice(0, 6))]));
      pictures.push(await plot.specToSvg(plot.integrationScores(methods)));
    }
    await assertFragments(chromium, "pictures of scores", pictures, []);
  },
);

browserTest("a study shows hostile names as text: its still board, its table, its sweep", async (chromium) => {
  const state = boardState();
  const [line, row] = [state.lines[0]!, state.rows[0]!];
  const parts: string[] = [];
  for (const names of GROUPS) {
    parts.push(stillBoard({
      ...state,
      ...{ name: names[0]!, problem: names[1]!, metrics: names, domains: names, terms: names },
      rows: state.rows.map(() => ({ ...row, problem: names[2]! })),
      lines: names.map((name) => ({ ...line, name })),
    }));
    parts.push(htmlSummary(new Frame([...names], names.map((name) => [name, [...names]] as const))));
    const [first, second] = [names[0]!, names[1]!];
    const rows = names.map((value, i): StudyRow => ({
      ...{ variant: value, seed: 0, nClusters: 2, settings: { [first]: value, [second]: i % 2 } },
      ...{ state: "done", kept: false, epoch: 1, nEpochs: 1, stopReason: "epochs", losses: [], seconds: 1 },
      ...{ scores: { [first]: i }, domains: undefined, problem: null },
    }));
    parts.push(await plot.specToSvg(plot.sweepHeatmap({ rows, metric: first })));
  }
  await assertFragments(chromium, "studies", parts, GROUPS.flat());
});

browserTest("the still picture of a map shows hostile names as text", async (chromium) => {
  const pictures = GROUPS.map((names) => {
    const codes = new Uint8Array(100).map((_, i) => i % names.length);
    return stillMap(mapState(10, {
      title: names[0]!,
      channel: { kind: "category", key: names[1]!, dtype: "uint8", labels: names, colors: names },
      values: codes,
      scale: { length: 1, unit: names[2]! },
      sections: { labels: names.slice(0, 2), codes, dtype: "uint8", boxes: [[-1, -1, 0, 1], [0, -1, 1, 1]] },
    }));
  });
  await assertFragments(chromium, "maps", pictures, brief(GROUPS.flat()));
});
