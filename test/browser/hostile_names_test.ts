import assert from "node:assert/strict";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { AnnData, categorical, column, Dense, Frame, MuData, StringArray } from "../../src/data/mod.ts";
import { htmlSummary } from "../../src/display/mod.ts";
import { lossCurves, pointMap, specToSvg } from "../../src/plot/mod.ts";
import { type Integration, integrationReport } from "../../src/report/mod.ts";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import type { Chromium } from "./chromium.ts";
import { HOSTILE_NAMES } from "./hostile.ts";

/** Names that one summary shows in full. */
const AT_ONCE = 10;

function inGroups(): string[][] {
  const groups: string[][] = [];
  for (let i = 0; i < HOSTILE_NAMES.length; i += AT_ONCE) groups.push(HOSTILE_NAMES.slice(i, i + AT_ONCE));
  return groups;
}

/** A tissue in which everything that has a name has one of these. */
function tissueOf(names: readonly string[]): AnnData {
  const n = names.length;
  const labels = categorical([...names]);
  const frame = new Frame([...names], names.map((name, i) => [name, i % 2 ? labels : column([...names])] as const), {
    indexName: names[0]!,
  });
  const slot = Object.fromEntries(names.map((name) => [name, Dense.zeros(n, 2)]));
  const uns = Object.fromEntries(names.flatMap((name) => [
    [name, name] as const,
    [`${name}_colors`, new StringArray([...names])] as const,
  ]));
  return new AnnData({ X: Dense.zeros(n, n), obs: frame, var: frame, layers: {}, obsm: slot, varm: slot, uns });
}

/** Opens fragments of HTML one under the other, in a page with what a notebook's page has around them. */
function openFragments(chromium: Chromium, fragments: readonly string[]) {
  const body = fragments.map((fragment) => `<section>${fragment}</section>`).join("\n");
  return chromium.open(`<!doctype html><meta charset="utf-8"><title>names</title><body>${body}<p id="end">end</p>`);
}

Deno.test("hostile names are at least 200, no two alike", () => {
  assert(HOSTILE_NAMES.length >= 200, `${HOSTILE_NAMES.length}`);
  assert.equal(new Set(HOSTILE_NAMES).size, HOSTILE_NAMES.length);
});

browserTest("hostile names do their work where they are not taken for text", async (chromium) => {
  const page = await openFragments(chromium, HOSTILE_NAMES.filter((name) => !/style|refresh|base/.test(name)));
  await assert.rejects(assertPlain(page, { what: "a careless page" }), /careless/);
  assert(chromium.errors.splice(0).length > 10);
  const turned = await openFragments(chromium, [`<p>a <span>b \u202ec</span> d</p>`]);
  await assert.rejects(assertPlain(turned, { what: "a page that turns" }), /turns/);
});

browserTest("summaries show hostile names as text, of one object and of several modalities", async (chromium) => {
  const fragments = inGroups().flatMap((names, i) => {
    const tissue = tissueOf(names);
    const mods = Object.fromEntries(names.map((name) => [name, tissue]));
    return [tissue, tissue.obs, ...(i % 5 === 0 ? [new MuData({ mod: mods })] : [])].map(htmlSummary);
  });
  const page = await openFragments(chromium, fragments);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
  await assertPlain(page, { what: "summaries", names: HOSTILE_NAMES });
  assert.equal(await page.textContent("body > #end"), "end");
  assert.equal(await page.locator("body > section").count(), fragments.length);
  await chromium.screenshot(page, "hostile_summary");
});

browserTest("pictures show hostile names as text, in a page and as files", async (chromium) => {
  const pictures: string[] = [];
  for (const names of inGroups()) {
    const coordinates = Dense.fromRows(names.map((_, k) => [k, k % 3]));
    pictures.push(pointMap(coordinates, codesOf(column([...names])), { title: names[0]! }));
    const history = new Frame(["1", "2"], names.map((name) => [name, [2, 1]] as const));
    pictures.push(await specToSvg(lossCurves(history), { colors: "print" }));
  }
  const page = await openFragments(chromium, pictures);
  await assertPlain(page, { what: "pictures", names: HOSTILE_NAMES.filter((name) => name.length < 200) });
  assert.equal(await page.locator("body > section").count(), pictures.length);
  const address = chromium.serve(Object.fromEntries(pictures.map((svg, i) => [`${i}.svg`, svg])));
  for (const i of pictures.keys()) {
    await page.goto(`${address}${i}.svg`);
    assert.equal(await page.evaluate(() => document.documentElement.tagName), "svg", `picture ${i}`);
    assert.equal(await page.locator(".hostile, script, foreignObject, parsererror").count(), 0, `picture ${i}`);
  }
});

browserTest("the report of an integration shows hostile names as text", async (chromium) => {
  const groups = inGroups();
  const pages = await Promise.all(groups.map((names) => integrationReport(integrationOf(names))));
  const address = chromium.serve(Object.fromEntries(pages.map((html, i) => [`${i}.html`, html])));
  const page = await chromium.open(new URL(`${address}0.html`));
  for (const [i, names] of groups.entries()) {
    await page.goto(`${address}${i}.html`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
    await assertPlain(page, { what: `report ${i}`, names });
  }
});

/** An integration in which everything that has a name has one of these. */
function integrationOf(names: readonly string[]): Integration {
  const labels = codesOf(column([...names]));
  const coordinates = Dense.fromRows(names.map((_, k) => [k, k % 3]));
  const [first, second] = [names[0]!, names[1] ?? "b"];
  return {
    method: first,
    preset: second,
    modalities: names,
    coordinates,
    onGrid: false,
    imageAxes: false,
    sections: names,
    proportions: new Frame([...names], names.map((name) => [name, names.map((_, i) => i / 10)] as const)),
    domains: { title: first, labels, caption: second },
    known: { title: second, labels },
    alone: [{ title: first, caption: second, labels }],
    umap: coordinates,
    history: new Frame(["1", "2"], names.map((name) => [name, [2, 1]] as const)),
    ending: first,
    scores: names.map((name) => ({ metric: name, value: 1, range: [0, 1], direction: "higher", meaning: name })),
    settings: Object.fromEntries(names.map((name) => [name, name])),
    seconds: { total: 1 },
    inputs: Object.fromEntries(names.map((name) => [`${name}.h5ad`, name])),
    versions: { [first]: first },
    notes: names,
  };
}
