/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { AblationBoardState, BoardView } from "../../src/bridge/protocol.ts";
import { stillBoard } from "../../src/bridge/ablation_board/still_board.ts";
import { twin } from "../../src/display/twin.ts";
import { bundlePath } from "../../tools/build_widgets.ts";
import { boardState } from "./ablation_board/board_state.ts";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import type { Chromium, OpenOptions } from "./chromium.ts";
import { HOSTILE_NAMES } from "./hostile.ts";
import { openWidget, receive, type RunPage } from "./loss_live/run_page.ts";

interface BoardPage {
  readonly sent: readonly unknown[];
  readonly saved: readonly BoardView[];
}

async function openBoard(chromium: Chromium, state: AblationBoardState, options: OpenOptions = {}): Promise<Page> {
  const page = await openWidget(chromium, "ablation_board", state, options);
  await page.waitForSelector("tbody tr");
  return page;
}

const sent = (page: Page) => page.evaluate(() => (globalThis as unknown as BoardPage).sent);
const lastView = (page: Page) => page.evaluate(() => (globalThis as unknown as BoardPage).saved.at(-1)!);
const names = (page: Page) => page.locator("tbody th").allInnerTexts();

/** The colour of most painted pixels in three corners of the map: above left, above right, below left. */
function corners(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas")!;
    const { width, height } = canvas;
    const side = Math.floor(width / 5);
    const most = (left: number, top: number) => {
      const { data } = canvas.getContext("2d")!.getImageData(left, top, side, side);
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]! < 255) continue;
        const color = data.slice(at, at + 3).join(",");
        counts.set(color, (counts.get(color) ?? 0) + 1);
      }
      return [...counts].sort(([, a], [, b]) => b - a)[0]![0];
    };
    return [most(0, 0), most(width - side, 0), most(0, height - side)];
  });
}

browserTest(
  "ablation_board shows a table, a chart a line, the map of the line picked, and how far it has come",
  async (chromium) => {
    const page = await openBoard(chromium, boardState());
    assert.deepEqual(await names(page), ["full", "without triplet", "without adt"]);
    const text = await page.innerText("main");
    assert.match(text, /ablation of smart\s+running · 4 of 6 rows, 2 kept from before, 1 failed/);
    assert.match(
      text,
      /without triplet\s+2\s+0\.700 ± 0\.020\s+−0\.200 \(−0\.260 … −0\.140\)\s+\.012\s+0\.900\s+4\.2 s/,
    );
    assert.match(text, /without adt\s+0 of 2, 1 failed/);
    assert.equal(await page.locator(".wa-card").count(), 3);
    assert.deepEqual(await page.locator(".wa-card").nth(0).locator(".wa-curve").count(), 2);
    assert.equal(await page.getAttribute("[role=progressbar]", "aria-valuenow"), "4");
    const [left, right, below] = await corners(page);
    assert(left !== right && left === below, "the full method splits left from right");
    assert.match(await page.innerText(".wa-map"), /full\s+seed 0, ari 0\.900[^]*cortex\s+medulla/);
    await chromium.screenshot(page, "ablation_board");
  },
);

browserTest(
  "ablation_board picks a line by a click on its row or chart, and a seed by its button",
  async (chromium) => {
    const page = await openBoard(chromium, boardState());
    await page.click("tbody tr:nth-child(2)");
    const [left, right, below] = await corners(page);
    assert(left === right && left !== below, "without triplets it splits above from below");
    assert.deepEqual(await lastView(page), { line: 1, row: 0, term: "total", log: true, sort: null });
    await page.click(".wa-seeds button:nth-child(2)");
    assert.equal((await lastView(page)).row, 1);
    assert.match(await page.innerText(".wa-map figcaption"), /seed 1/);
    await page.click(".wa-card:nth-child(3)");
    assert.equal((await lastView(page)).line, 2);
    assert.match(await page.innerText(".wa-map"), /No row is done yet\./);
    assert.equal(await page.getAttribute(".wa-seeds button:nth-child(2)", "title"), "the loss is NaN");
  },
);

browserTest("ablation_board is gone through by keys", async (chromium) => {
  const page = await openBoard(chromium, boardState());
  await page.focus("tbody tr[tabindex='0']");
  await page.keyboard.press("ArrowDown");
  assert.equal((await lastView(page)).line, 1);
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["line"]), "1");
  await page.keyboard.press("End");
  assert.equal((await lastView(page)).line, 2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  assert.equal((await lastView(page)).line, 0);
  assert.equal(await page.locator("tbody tr[tabindex='0']").count(), 1);
});

browserTest(
  "ablation_board sorts by a score, the better first, and goes back to the study's order",
  async (chromium) => {
    const page = await openBoard(chromium, boardState());
    await page.click("thead button:has-text('pas')");
    assert.deepEqual(await names(page), ["full", "without triplet", "without adt"]);
    assert.equal(await page.getAttribute("thead th[aria-sort]", "aria-sort"), "ascending");
    await receive(page, {
      lines: boardState().lines.map((line, i) => ({ ...line, means: [line.means[0], 1 - i / 4] })),
    });
    await page.waitForFunction(() => document.querySelector("tbody th")!.textContent === "without adt");
    await page.click("thead button:has-text('ari')");
    assert.deepEqual(await names(page), ["full", "without triplet", "without adt"]);
    await page.click("thead button:has-text('variant')");
    assert.equal((await lastView(page)).sort, null);
  },
);

browserTest(
  "ablation_board fills in as rows are done, keeps the focus, and tells the kernel to stop",
  async (chromium) => {
    const page = await openBoard(chromium, boardState());
    await page.focus("tbody tr[tabindex='0']");
    await page.click("header > button");
    assert.deepEqual((await sent(page))[1], { kind: "stop" });
    await page.focus("tbody tr[tabindex='0']");
    const { rows, lines } = boardState();
    const done = rows.map((row) => ({ ...row, state: "done", score: 0.5 }));
    await receive(page, { rows: done, state: "done", lines: lines.map((line) => ({ ...line, n: 2 })) });
    await page.waitForFunction(() => /done · 6 of 6/.test(document.body.innerText));
    assert(await page.isHidden("header > button"));
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["line"]), "0");
  },
);

browserTest(
  "ablation_board says that the kernel is gone, stays readable, and takes it back when it answers",
  async (chromium) => {
    const page = await openBoard(chromium, boardState());
    const gone = ".wa-note[data-kind=gone]";
    const tell = (name: string) => page.evaluate((name) => (globalThis as unknown as RunPage).tell(name), name);
    assert(await page.isHidden(gone));
    assert.deepEqual(await sent(page), [{ kind: "weft.hello" }]);
    await page.click("header > button");
    assert.equal(await page.getAttribute("header > button", "aria-disabled"), "true");
    await tell("comm:close");
    await page.waitForSelector(gone);
    assert.match(await page.innerText(gone), /The kernel does not answer/);
    assert.equal(await page.getAttribute("header > button", "aria-disabled"), null, "stop can be tried again");
    await page.click("tbody tr:nth-child(2)");
    assert.match(await page.innerText(".wa-map figcaption"), /without triplet/);
    assert(await page.isVisible(gone), "what the reader does is no sign of the kernel");
    await tell("msg:custom");
    await page.waitForSelector(gone, { state: "hidden" });
    await receive(page, { state: "done" });
    await tell("comm:close");
    await page.waitForTimeout(3000);
    assert(await page.isHidden(gone), "a study that is done needs no kernel");
  },
);

browserTest("ablation_board draws another term, on a linear axis too", async (chromium) => {
  const page = await openBoard(chromium, boardState());
  const path = () => page.locator(".wa-curve").first().getAttribute("d");
  const total = await path();
  await page.selectOption("select", "triplet_rna");
  assert.equal((await lastView(page)).term, "triplet_rna");
  await page.click("input[type=checkbox]");
  assert.notEqual(await path(), total);
  assert.equal((await lastView(page)).log, false);
});

browserTest(
  "ablation_board keeps its columns apart where a notebook dresses up tables and pictures",
  async (chromium) => {
    const page = await openBoard(chromium, boardState(), { width: 700 });
    await page.addStyleTag({
      content: `.jp table { table-layout: fixed } .jp .jp-svg svg, .jp svg { max-width: 100%; height: auto }
      :not(.q).jp td, :not(.q).jp tr { white-space: normal; padding: .5em }
      .jp tbody tr:nth-child(even) { background: #eee }`,
    });
    await page.evaluate(() => document.body.classList.add("jp"));
    const overlaps = await page.evaluate(() =>
      [...document.querySelectorAll("tbody tr")].flatMap((row) => {
        const cells = [...row.children].slice(1);
        return cells.slice(1).filter((cell, i) => {
          const before = document.createRange();
          before.selectNodeContents(cells[i]!);
          const own = document.createRange();
          own.selectNodeContents(cell);
          return cell.textContent !== "" && before.getBoundingClientRect().right > own.getBoundingClientRect().left + 1;
        }).map((cell) => cell.textContent);
      })
    );
    assert.deepEqual(overlaps, []);
    assert.equal(await page.locator(".wa-diff svg").first().evaluate((svg) => svg.getBoundingClientRect().width), 110);
  },
);

browserTest("ablation_board shows names as text whatever they hold", async (chromium) => {
  const state = boardState();
  const [line, row] = [state.lines[0]!, state.rows[0]!];
  const page = await openBoard(chromium, {
    ...state,
    name: HOSTILE_NAMES[0]!,
    problem: HOSTILE_NAMES[1]!,
    metrics: ["ari", ...HOSTILE_NAMES.slice(0, 30)],
    domains: HOSTILE_NAMES.slice(0, 2),
    terms: ["total", ...HOSTILE_NAMES],
    rows: state.rows.map(() => ({ ...row, problem: HOSTILE_NAMES[2]! })),
    lines: HOSTILE_NAMES.map((name) => ({ ...line, name })),
  });
  await assertPlain(page, { names: HOSTILE_NAMES, what: "ablation_board" });
});

browserTest("ablation_board lives in its twin without a kernel, in the dark and on a narrow page", async (chromium) => {
  const state = boardState({ state: "done" });
  const { SOURCE } = await import(bundlePath("ablation_board"));
  const html = `<!doctype html><meta charset="utf-8"><title>board</title><body>${
    twin({ module: SOURCE, state, still: stillBoard(state) })
  }`;
  const page = await chromium.open({ "index.html": html }, { dark: true, width: 420 });
  await page.waitForSelector("tbody tr");
  assert.equal(await page.getAttribute(".weft-board", "data-theme"), "dark");
  assert(await page.isHidden("header > button"));
  await page.click("tbody tr:nth-child(2)");
  assert.match(await page.innerText(".wa-map figcaption"), /without triplet/);
  assert(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    "the page does not scroll aside",
  );
  await chromium.screenshot(page, "ablation_board_dark");
});
