import assert from "node:assert/strict";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { page } from "../../../src/cli/benchmark/page/page.ts";
import { sectionsStarts, starts } from "../../../src/cli/benchmark/page/starts.ts";
import type { BenchmarkRow } from "../../../src/cli/benchmark/row.ts";
import { planned, result, row } from "./fixtures.ts";

const SPATIALGLUE = row("spatialglue", "method");

/** ARI of one start, of the likeliest of ten and from the truth, and their log-likelihoods above -1000. */
type Found = readonly [one: readonly [number, number], likeliest: readonly [number, number], truth: number];

function scoresOf([[mclust, one], [likeliest, ten], truth]: Found) {
  return result({
    mclust,
    likeliest,
    truth: 1,
    kmeans: 0.5,
    mclustLogLikelihood: one - 1000,
    likeliestLogLikelihood: ten - 1000,
    truthLogLikelihood: truth - 1000,
  });
}

/** Runs of one row on tissues 1, 2, …; one that was not done is `undefined`. */
function runs(of: BenchmarkRow, found: readonly (Found | undefined)[]): Measured[] {
  return found.map((one, i) => ({
    run: planned(of, i + 1, { study: "starts" }),
    ...(one ? { result: scoresOf(one) } : {}),
  }));
}

/** Another optimum that is better, the same, and one that is likelier than the truth and worse. */
const THREE: readonly Found[] = [
  [[0.5, 0], [0.98, 50], 50],
  [[0.99, 20], [0.995, 20.05], 20],
  [[0.97, 10], [0.65, 30], 20],
];

Deno.test("starts() counts tissues on which the likeliest mixture is better and worse, not those on which it is as good", () => {
  const told = starts(runs(SPATIALGLUE, THREE));
  const line = "| SPATIALGLUE | .970 (.500–.990) | .980 (.650–.995) | 1 / 1 | .500 (.500–.500) |";
  assert(told.includes(line), told);
  assert.match(told, /Better than one start is the likeliest mixture in 1 runs of 3, worse in 1\./);
});

Deno.test("starts() says where the true domains are likelier than what was found, and where they are not", () => {
  const told = starts(runs(SPATIALGLUE, [...THREE, [[0.2, 0], [0.3, 10], 90]]));
  assert.match(told, /\| SPATIALGLUE \| 1\.000 \(1\.000–1\.000\) \| 3 \| 1 \| 1 \|/);
  assert.match(told, /likelier than that of one start in 3 runs, than the likeliest of ten in 1:/);
  assert.match(told, /In 1 it is less likely than the likeliest, which in 1 of them has an ARI below \.900:/);
  assert.match(starts(runs(SPATIALGLUE, THREE.slice(0, 2))), /In no run is it less likely than the likeliest\./);
});

Deno.test("starts() names the rows whose median falls, and those whose median rises", () => {
  const told = starts([
    ...runs(SPATIALGLUE, THREE.slice(0, 1)),
    ...runs(row("ria", "method"), THREE.slice(1, 2)),
    ...runs(row("trsmi", "method"), THREE.slice(2)),
  ]);
  assert.match(told, /- \*\*Lower median by the likeliest\*\*: TRSMI \(\.970 to \.650\)\./);
  assert.match(told, /- Higher median: SPATIALGLUE \(\.500 to \.980\)\./);
});

Deno.test("starts() judges the bars for mclust again, and leaves the probe's", () => {
  const told = starts([
    ...runs(SPATIALGLUE, THREE),
    ...runs(row("ria", "method"), [[[0.96, 0], [0.94, 1], 1], undefined]),
  ]);
  assert.match(told, /\| SPATIALGLUE \| likeliest, median ≥ \.940 \| \.970 \| \.980 \| met \|/);
  assert.match(told, /\| RIA \| likeliest, median ≥ \.950 \| \.960 \| \.940 \| \*\*missed\*\*, on 1 of 2 runs \|/);
  assert.doesNotMatch(told, /probe|NaN|undefined/);
});

Deno.test("starts() holds CRCT to PRAGA at lr 0.01 by both", () => {
  const level: Found = [[0.9, 0], [0.95, 0], 0];
  const told = starts([
    ...runs(row("crct", "method"), [level, [[0.91, 0], [0.96, 0], 0], level]),
    ...runs(row("praga_lr", "method"), [[[0.8, 0], [0.99, 0], 0], [[0.81, 0], [1, 0], 0], [[0.8, 0], [0.99, 0], 0]]),
  ]);
  assert.match(
    told,
    /\| CRCT \| likeliest, no worse than PRAGA at lr 0\.01, paired \| \+\.100 [^|]+ \| -\.040 [^|]+ \| \*\*missed\*\* \|/,
  );
});

Deno.test("starts() says that nothing was run, without a figure", () => {
  assert.match(starts(runs(SPATIALGLUE, [undefined])), /^_Nothing of this was run yet\._$/);
});

Deno.test("sectionsStarts() tells every factor by itself and judges SMART-MS's bar again", () => {
  const sections = runs(row("smart_ms", "method"), THREE).map((one): Measured => ({
    ...one,
    run: { ...one.run, study: "sections_starts", table: "sd 1" },
  }));
  const told = sectionsStarts(sections);
  assert.match(told, /^\*\*Factors of sd 1\*\*/);
  assert.match(told, /\| SMART_MS \| ARI, likeliest of 10 starts, median ≥ \.900 \| \.980 \| met \|/);
});

Deno.test("page() keeps the verdicts on one start where it is, and says when the other was declared", () => {
  const facts = { seedsPath: "seeds.json", engineKind: "native test" };
  const markdown = page(runs(SPATIALGLUE, THREE), facts);
  assert.match(markdown, /### What the start of the mixture costs\n[\s\S]*declared late[\s\S]*9101 to 9103/);
  assert(markdown.indexOf("### What the start") < markdown.indexOf("## Simulated tissues"));
  assert.doesNotMatch(page([], facts), /What the start of the mixture costs/);
});

Deno.test("starts() tells the preset `hard` by itself, without bars", () => {
  const hard = runs(SPATIALGLUE, THREE.slice(0, 1)).map(({ run, ...one }) => ({
    run: { ...run, table: "hard" },
    ...one,
  }));
  const told = starts([...runs(SPATIALGLUE, THREE), ...hard]);
  const [first, second] = told.split("**Preset `hard`**") as [string, string];
  assert.match(first, /judged again/);
  assert.match(second, /\| SPATIALGLUE \| \.500 \| \.980 \| 1 \/ 0 \|/);
  assert(!second.includes("judged again"));
});
