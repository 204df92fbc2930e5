/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertPlain } from "./assert_plain.ts";
import { browserTest } from "./browser.ts";
import { HOSTILE_NAMES } from "./hostile.ts";
import { openRun, receive, type RunPage } from "./loss_live/run_page.ts";
import { curveOf, runState } from "./loss_live/run_state.ts";

const N_TERMS = 5;

const sent = (page: Page) => page.evaluate(() => (globalThis as unknown as RunPage).sent);
const saved = (page: Page) => page.evaluate(() => (globalThis as unknown as RunPage).saved);
const said = (page: Page, what: RegExp) =>
  page.waitForFunction((source) => new RegExp(source).test(document.body.innerText), what.source);

/** Sends the page rows of the run, from one on. */
function sendRows(page: Page, from: number, to: number): Promise<void> {
  const values = [...curveOf(to).subarray(from * N_TERMS)];
  return page.evaluate(
    ([from, nTerms, values]) => (globalThis as unknown as RunPage).rows(from, nTerms, values),
    [from, N_TERMS, values] as const,
  );
}

/** Length of the total's curve in the chart, in pixels across. */
function across(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector<SVGPathElement>(".wl-total")!.getBBox().width);
}

/** Share of the tissue's pixels that are painted, and how many colours there are among them. */
function painted(page: Page): Promise<{ share: number; colors: number }> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const colors = new Map<number, number>();
    let full = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3]! < 255) continue;
      full++;
      const color = data[at]! << 16 | data[at + 1]! << 8 | data[at + 2]!;
      colors.set(color, (colors.get(color) ?? 0) + 1);
    }
    return { share: full / (data.length / 4), colors: [...colors.values()].filter((count) => count > 100).length };
  });
}

browserTest("loss_live draws a curve a term, other seeds, the tissue, and where the run stands", async (chromium) => {
  const page = await openRun(chromium, runState());
  await page.waitForSelector(".wl-total");
  assert.equal(await page.locator(".wl-lines path:not(.wl-other)").count(), N_TERMS);
  assert.equal(await page.locator(".wl-other").count(), 2 * N_TERMS);
  assert.match(
    await page.innerText("main"),
    /smart, seed 2024\s+training.*epoch 180 of 500\s+142 epochs\/s\s+2 s left/s,
  );
  const { share, colors } = await painted(page);
  assert(share > 0.4 && colors === 6, `${share} of the canvas in ${colors} colours`);
  assert.equal(await page.getAttribute("[role=progressbar]", "aria-valuenow"), "180");
  await chromium.screenshot(page, "loss_live");
});

browserTest("loss_live grows with the rows that come, and asks for those it lacks", async (chromium) => {
  const page = await openRun(chromium, runState({ others: [], epoch: 20, curve: curveOf(20) }));
  await page.waitForSelector(".wl-total");
  assert.deepEqual(await sent(page), [{ kind: "rows", from: 20 }], "what came while the page was loaded");
  await sendRows(page, 20, 40);
  await receive(page, { epoch: 40 });
  await said(page, /epoch 40 of 500/);
  await page.waitForFunction(() => document.querySelector(".wl-chart")!.getAttribute("aria-valuemax") === "40");
  await sendRows(page, 60, 80);
  assert.deepEqual((await sent(page)).slice(1), [{ kind: "rows", from: 40 }], "a gap");
  await sendRows(page, 30, 80);
  await page.waitForFunction(() => document.querySelector(".wl-chart")!.getAttribute("aria-valuemax") === "80");
  assert.equal((await sent(page)).length, 2);
  const width = await across(page);
  assert(width > 400, `${width} px`);
});

browserTest("loss_live reads all terms at an epoch, by mouse and by keys", async (chromium) => {
  const page = await openRun(chromium, runState({ others: [] }));
  await page.waitForSelector(".wl-total");
  const box = (await page.locator(".wl-chart").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  const tip = page.locator(".wl-tip");
  await tip.waitFor();
  const epoch = Number((await tip.innerText()).match(/epoch (\d+)/)![1]);
  assert(epoch > 75 && epoch < 105, `epoch ${epoch}`);
  const shown = Number((await tip.innerText()).match(/recon_rna\s+([\d.]+)/)![1]);
  assert(Math.abs(shown - curveOf(180)[(epoch - 1) * N_TERMS + 1]!) < 1e-3);
  for (const term of ["total", "recon_adt", "triplet_rna", "triplet_adt"]) {
    assert.match(await tip.innerText(), new RegExp(term));
  }
  assert.equal(await page.locator(".wl-chart circle").count(), N_TERMS);
  await page.mouse.move(box.x + box.width / 2, box.y - 60);
  await tip.waitFor({ state: "hidden" });
  await page.focus(".wl-chart");
  await page.keyboard.press("End");
  assert.match(await tip.innerText(), /epoch 180/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.match(await tip.innerText(), /epoch 169/);
  assert.match((await page.getAttribute(".wl-chart", "aria-valuetext"))!, /epoch 169: total [\d.]+, recon_rna/);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.match(await tip.innerText(), /epoch 1\b/);
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "hidden" });
});

browserTest("loss_live reads what has come to lie under a mouse that rests while the curves grow", async (chromium) => {
  const page = await openRun(chromium, runState({ others: [], epoch: 20, curve: curveOf(20) }));
  await page.waitForSelector(".wl-total");
  const box = (await page.locator(".wl-chart").boundingBox())!;
  const epoch = async () => Number((await page.locator(".wl-tip").innerText()).match(/epoch (\d+)/)![1]);
  await page.mouse.move(box.x + box.width - 12, box.y + 100);
  await page.locator(".wl-tip").waitFor();
  assert.equal(await epoch(), 20);
  const grow = async (to: number) => {
    await sendRows(page, 20, to);
    await page.waitForFunction(
      (to) => document.querySelector(".wl-chart")!.getAttribute("aria-valuemax") === String(to),
      to,
    );
  };
  await grow(40);
  assert.equal(await epoch(), 40, "the last one is read as it comes");
  await page.focus(".wl-chart");
  await page.keyboard.press("ArrowLeft");
  await grow(80);
  assert.equal(await epoch(), 39, "one that was chosen by key stays");
});

browserTest("loss_live keeps the words beside the cross inside the chart", async (chromium) => {
  const page = await openRun(chromium, runState(), { width: 420, height: 900 });
  await page.waitForSelector(".wl-total");
  const box = (await page.locator(".wl-chart").boundingBox())!;
  for (const share of [0.15, 0.5, 0.68]) {
    await page.mouse.move(box.x + share * box.width, box.y + 100);
    const tip = (await page.locator(".wl-tip").boundingBox())!;
    assert(tip.x >= box.x - 1 && tip.x + tip.width <= box.x + box.width + 1, `at ${share}`);
  }
});

browserTest("loss_live switches curves by the legend, one alone with Shift, and tells the kernel", async (chromium) => {
  const page = await openRun(chromium, runState({ others: [] }));
  await page.waitForSelector(".wl-total");
  const lines = page.locator(".wl-lines path");
  await page.click("text=triplet_rna");
  await page.waitForFunction(() => document.querySelectorAll(".wl-lines path").length === 4);
  assert.deepEqual((await saved(page)).at(-1)!.hidden, ["triplet_rna"]);
  await page.locator(".wl-legend button", { hasText: "recon_adt" }).click({ modifiers: ["Shift"] });
  await page.waitForFunction(() => document.querySelectorAll(".wl-lines path").length === 1);
  assert.equal(await page.locator(".wl-legend [aria-pressed=true]").count(), 1);
  await page.locator(".wl-legend button", { hasText: "recon_adt" }).click({ modifiers: ["Shift"] });
  await page.waitForFunction(() => document.querySelectorAll(".wl-lines path").length === 5);
  await receive(page, { view: { log: false, weighted: false, smoothing: 0, hidden: ["total", "recon_rna"] } });
  await page.waitForFunction(() => document.querySelectorAll(".wl-lines path").length === 3);
  assert.equal(await lines.count(), 3, "another page of the same run has switched");
});

browserTest("loss_live has a logarithmic axis, weighted terms and a running mean", async (chromium) => {
  const page = await openRun(chromium, runState({ others: [] }));
  await page.waitForSelector(".wl-total");
  const ticks = () => page.locator(".wl-chart text").allTextContents();
  const logarithmic = await ticks();
  assert(logarithmic.includes("0.1"));
  await page.locator("label", { hasText: "log" }).click();
  await page.waitForFunction(() =>
    ![...document.querySelectorAll(".wl-chart text")].some((t) => t.textContent === "0.03")
  );
  assert((await ticks()).includes("0"));
  const rough = (await page.getAttribute(".wl-total", "d"))!;
  await page.locator("input[type=range]").fill("80");
  await page.waitForSelector(".wl-bare");
  const smooth = (await page.getAttribute(".wl-total", "d"))!;
  assert.notEqual(smooth, rough);
  await page.locator("label", { hasText: "weighted" }).click();
  const views = await saved(page);
  assert.deepEqual(views.map(({ log }) => log), [false, false, false]);
  assert(views.at(-1)!.weighted && views.at(-1)!.smoothing > 0.9);
});

browserTest(
  "loss_live holds a run, lets it go on and ends it; each button once until the kernel has answered",
  async (chromium) => {
    const page = await openRun(chromium, runState());
    const control = async () =>
      (await sent(page)).filter((message) => (message as { kind: string }).kind === "control");
    await page.click("button:has-text('Pause')");
    await page.dispatchEvent("button:has-text('Pause')", "click");
    assert.equal(await page.getAttribute("button:has-text('Pause')", "aria-disabled"), "true");
    assert.deepEqual(await control(), [{ kind: "control", action: "pause" }]);
    await receive(page, { state: "paused" });
    await said(page, /paused/);
    assert.equal(await page.isVisible("button:has-text('Pause')"), false);
    await page.focus("button:has-text('Resume')");
    await page.keyboard.press("Enter");
    await receive(page, { state: "training" });
    await page.waitForSelector("button:has-text('Pause')");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Pause", "keys stay where they were");
    await page.click("button:has-text('Stop')");
    await receive(page, { state: "done", stopReason: "stopped", epoch: 180, marker: { epoch: 180, label: "stopped" } });
    await said(page, /stopped/);
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".wl-buttons")!.hidden);
    assert.deepEqual((await control()).map((message) => (message as { action: string }).action), [
      "pause",
      "resume",
      "stop",
    ]);
    assert.match((await page.locator(".wl-chart text").allTextContents()).join(), /stopped at 180/);
  },
);

browserTest(
  "loss_live says that the kernel is gone, stays readable, and takes it back when it answers",
  async (chromium) => {
    const page = await openRun(chromium, runState());
    await page.waitForSelector(".wl-total");
    await page.evaluate(() => (globalThis as unknown as RunPage).tell("comm:close"));
    await said(page, /The kernel does not answer/);
    await page.hover(".wl-chart");
    await page.locator(".wl-tip").waitFor();
    await receive(page, { epoch: 181 });
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".wl-note[data-kind=gone]")!.hidden);
  },
);

browserTest("loss_live without a kernel has no buttons and asks for nothing", async (chromium) => {
  const page = await openRun(chromium, runState({ live: false }));
  await page.waitForSelector(".wl-total");
  assert.equal(await page.isVisible("button:has-text('Stop')"), false);
  await page.hover(".wl-chart");
  await page.locator(".wl-tip").waitFor();
  assert.deepEqual(await sent(page), []);
});

browserTest("loss_live says when it meets another version of the protocol", async (chromium) => {
  const page = await openRun(chromium, { ...runState(), protocol: 2 as never });
  await said(page, /version 2/);
});

browserTest("loss_live follows its place's width and the theme, and leaves nothing behind", async (chromium) => {
  const page = await openRun(chromium, runState(), { width: 1000 });
  await page.waitForSelector(".wl-total");
  const wide = await across(page);
  await page.setViewportSize({ width: 500, height: 900 });
  await page.waitForFunction(
    (before) => document.querySelector<SVGPathElement>(".wl-total")!.getBBox().width < before - 20,
    wide,
  );
  const paper = () => page.evaluate(() => getComputedStyle(document.querySelector(".weft-loss")!).backgroundColor);
  const light = await paper();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.querySelector<HTMLElement>(".weft-loss")!.dataset.theme === "dark");
  assert.notEqual(await paper(), light);
  await page.evaluate(() => (globalThis as unknown as RunPage).finish());
  assert.equal(await page.evaluate(() => (globalThis as unknown as RunPage).listeners.length), 0);
});

browserTest("loss_live shows hostile names of terms, runs and problems as text", async (chromium) => {
  for (let i = 0; i < HOSTILE_NAMES.length; i += 40) {
    const names = HOSTILE_NAMES.slice(i, i + 40);
    const curve = new Float32Array(3 * names.length).map((_, at) => 1 + at % 7);
    const page = await openRun(
      chromium,
      runState({
        name: names[0]!,
        problem: names[1]!,
        state: "failed",
        pictureProblem: names[2]!,
        terms: names,
        termColors: names.map(() => "#0072b2"),
        weights: names.map(() => 2),
        curve,
        epoch: 3,
        others: [{ name: names[3]!, curve }],
        marker: { epoch: 2, label: names[4]! },
      }),
    );
    await page.waitForSelector(".wl-lines path");
    await page.focus(".wl-chart");
    await page.keyboard.press("End");
    await assertPlain(page, { what: "the live view", names });
  }
});
