import assert from "node:assert/strict";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { page } from "../../../src/cli/benchmark/page/page.ts";
import { measuredRow, planned, result, row } from "./fixtures.ts";

const FACTS = { seedsPath: "seeds.json", engineKind: "native test" };
const MEAN = row("mean_5", "baseline");
const WEAK = row("pca", "baseline");
const GOOD = row("ria", "method");
const BAD = row("praga", "method");
const values = (from: number) => [0, 1, 2, 3, 4, 5].map((i) => from + i / 1000);

Deno.test("page() tells medians with their range, and how many runs are there", () => {
  const markdown = page(measuredRow(MEAN, [0.5, 0.7, 0.6, undefined]), FACTS);
  assert.match(markdown, /Seeds: `seeds\.json`.* Engine: native test\..*3 of 4/);
  assert.match(markdown, /\| MEAN_5 \[3 of 4\] \| \.600 \(\.500–\.700\) \|/);
});

Deno.test("page() says who beats the best simple baseline, who loses to it and who cannot be told apart", () => {
  const markdown = page([
    ...measuredRow(WEAK, values(0.2)),
    ...measuredRow(MEAN, [0.8, 0.81, 0.79, 0.8, 0.82, 0.78]),
    ...measuredRow(GOOD, [0.9, 0.92, 0.89, 0.9, 0.91, 0.89]),
    ...measuredRow(BAD, [0.5, 0.52, 0.51, 0.5, 0.53, 0.49]),
    ...measuredRow(row("smart", "method"), [0.81, 0.8, 0.79, 0.79, 0.83, 0.78]),
  ], FACTS);
  assert.match(markdown, /best simple baseline: by mclust MEAN_5 \(\.800/);
  assert.match(
    markdown,
    /- \*\*Loses to a simple baseline\*\*: PRAGA \(mclust\), PRAGA \(k-means\), PRAGA \(probe\)\./,
  );
  assert.match(markdown, /- Beats the best simple baseline: RIA \(mclust\)/);
  assert.match(markdown, /- Not told apart from it: SMART \(mclust\)/);
  assert.match(markdown, /\| RIA \| \+\.10\d \(\+\.0\d+ to \+\.1\d+\), p < \.001 \|/);
});

Deno.test("page() holds rows to the bars: met, missed, in part, not run", () => {
  const markdown = page([
    ...measuredRow(GOOD, [0.96, 0.96, 0.96]),
    ...measuredRow(BAD, [0.98, 0.975, undefined]),
    ...measuredRow(row("trsmi", "method"), [undefined, undefined]),
  ], FACTS);
  assert.match(markdown, /\| RIA \| probe, median ≥ \.970 \| \.960 \| \*\*missed\*\* \|/);
  assert.match(markdown, /\| RIA \| mclust, median ≥ \.950 \| \.960 \| met \|/);
  assert.match(markdown, /\| PRAGA \| mclust, median ≥ \.970 \| \.97\d \| met, on 2 of 3 runs \|/);
  assert.match(markdown, /\| TRSMI \| probe, median ≥ \.970 \| – \| not run \|/);
});

Deno.test("page() tells the bars as the cards measured them, and what every training seed gives by itself", () => {
  const cards = (training: number) => ({ study: "cards", training } as const);
  const markdown = page([
    ...measuredRow(GOOD, [0.98, 0.97, 0.99], cards(0)),
    ...measuredRow(GOOD, [0.5, 0.6, 0.96], cards(1)),
    ...measuredRow(BAD, [0.2, undefined], cards(0)),
  ], FACTS);
  const section = markdown.slice(markdown.indexOf("### As the cards measured"));
  assert.match(section, /\| RIA \| mclust, median ≥ \.950 \| \.965 \(\.500–\.990\) \| \.980, \.600 \| met \|/);
  assert.match(section, /\| RIA \| probe, median ≥ \.970 \| [^|]+ \| [^|]+ \| \*\*missed\*\* \|/);
  assert.match(section, /\| PRAGA \| mclust, median ≥ \.970 \| \.200 \| \.200, – \| \*\*missed\*\*, on 1 of 2 runs \|/);
  assert.doesNotMatch(page(measuredRow(GOOD, [0.9]), FACTS), /As the cards measured/);
});

Deno.test("page() says of the rows that were added later what had been seen of them", () => {
  const said = /`for new data`\), were added later: PRAGA's after six runs .* the others' before anything was run/;
  const bars = (markdown: string) => markdown.slice(markdown.indexOf("## Bars"), markdown.indexOf("## Simulated"));
  for (const id of ["praga_default", "ria_default"]) {
    assert.match(bars(page(measuredRow(row(id, "method"), [0.9]), FACTS)), said);
  }
  assert.doesNotMatch(page(measuredRow(BAD, [0.9]), FACTS), said);
});

Deno.test("page() holds CRCT to PRAGA at lr 0.01 pair by pair", () => {
  const crct = measuredRow(row("crct", "method"), [0.9, 0.95, 0.92]);
  const level = page([...crct, ...measuredRow(row("praga_lr", "method"), [0.91, 0.94, 0.93])], FACTS);
  assert.match(level, /\| CRCT \| mclust, no worse than PRAGA at lr 0\.01, paired \| [^|]+ \| met \|/);
  const worse = page([...crct, ...measuredRow(row("praga_lr", "method"), [0.98, 1.03, 1.0])], FACTS);
  assert.match(
    worse,
    /\| CRCT \| mclust, no worse than PRAGA at lr 0\.01, paired \| -\.080 [^|]+ \| \*\*missed\*\* \|/,
  );
});

Deno.test("page() compares tuned methods with the tuned baseline, and says who loses to it", () => {
  const tuned = { study: "tuned", table: "hard" } as const;
  const markdown = page([...measuredRow(MEAN, values(0.8), tuned), ...measuredRow(BAD, values(0.5), tuned)], FACTS);
  assert.match(markdown, /## Tuned[\s\S]*\*\*Loses to a simple baseline\*\*: PRAGA \(mclust\)/);
});

Deno.test("page() holds tuned methods to a simple baseline as it comes where tuning made it worse", () => {
  const tuned = { study: "tuned", table: "hard" } as const;
  const markdown = page([
    ...measuredRow(MEAN, values(0.9), { table: "hard" }),
    ...measuredRow(GOOD, values(0.99), { table: "hard" }),
    ...measuredRow({ ...MEAN, id: "mean_5_tuned", label: "MEAN_5, tuned" }, values(0.5), tuned),
    ...measuredRow(BAD, values(0.8), tuned),
  ], FACTS);
  const section = markdown.slice(markdown.indexOf("## Tuned"));
  assert.match(section, /best simple baseline: by mclust MEAN_5 \(\.90/);
  assert.match(section, /\*\*Loses to a simple baseline\*\*: PRAGA \(mclust\)/);
  assert.doesNotMatch(section.slice(0, section.indexOf("## Rows")), /RIA/);
});

Deno.test("page() keeps the spread over tissues and that over training seeds apart", () => {
  const markdown = page([
    ...measuredRow(GOOD, [0.5, 0.7], { table: "hard" }),
    ...measuredRow(GOOD, [0.5, 0.7], { table: "hard", study: "training", training: 1 }),
    ...measuredRow(GOOD, [0.5, 0.7], { table: "hard", study: "training", training: 2 }),
  ], FACTS);
  assert.match(markdown, /### Two kinds of spread[\s\S]*\| RIA \| \.141 \/ \.000 \|/);
});

Deno.test("page() tells a row that cannot be run, and leaves out sections of which nothing was planned", () => {
  const absent: Measured = { run: planned(row("wnn", "baseline"), 1), problem: "no such method" };
  const markdown = page([absent], FACTS);
  assert.match(markdown, /\| WNN \[cannot be run\] \| – \| – \| – \|/);
  assert.doesNotMatch(markdown, /osmFISH|## Controls|## Tuned|undefined|NaN/);
});

Deno.test("page() counts trainings that could not be finished, and leaves them out of the figures", () => {
  const diverged = { ...result({}), failed: "not finite" };
  const markdown = page([
    ...measuredRow(GOOD, [0.9, 0.9]),
    { run: planned(GOOD, 3), result: diverged },
  ], FACTS);
  assert.match(markdown, /\| RIA \[2 of 3, 1 failed\] \| \.900 \(\.900–\.900\) \|/);
});

Deno.test("page() shows recall and F1 of small domains, and numbers that criteria choose", () => {
  const scores = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].flatMap((k) => [[`recall ${k}`, 1], [`f1 ${k}`, k === 7 ? 0.25 : 0.9]]),
  );
  const counts = Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((n) => [
    [`silhouette@${n}`, n === 5 ? 1 : 0],
    [`daviesBouldin@${n}`, n === 4 ? 0.1 : 1],
    [`fmi@${n}`, n === 2 ? 1 : 0.5],
    [`mclust@${n}`, 0.5],
    [`kmeans@${n}`, 0.4],
  ]));
  const markdown = page([
    { run: planned(MEAN, 1, { table: "rare" }), result: result({ mclust: 1, kmeans: 1, probe: 1, ...scores }) },
    { run: planned(MEAN, 1, { study: "counts" }), result: result(counts) },
  ], FACTS);
  assert.match(markdown, /### Small domains[\s\S]*\| MEAN_5 \|( 1\.000 \/ \.900 \|){6} 1\.000 \/ \.250 \|/);
  assert.match(markdown, /\| MEAN_5 \| 5 \| 4 \| 2 \|/);
  assert.match(markdown, /\| MEAN_5 \|( \.500 \/ \.400 \|){5}/);
});

Deno.test("page() holds methods on real cells to plain smoothing", () => {
  const smooth = row("mean_30", "baseline", { method: "smoothed_pca" });
  const real = { study: "osmfish", table: "all genes" } as const;
  const markdown = page([...measuredRow(smooth, [0.58, 0.6], real), ...measuredRow(GOOD, [0.4, 0.5], real)], FACTS);
  assert.match(
    markdown,
    /\*\*All genes\*\*[\s\S]*\*\*Below plain smoothing\*\* \(MEAN_30, median \.590\): RIA \(\.450\)/,
  );
});
