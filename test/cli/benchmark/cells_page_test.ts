import assert from "node:assert/strict";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { cells } from "../../../src/cli/benchmark/page/cells.ts";
import type { StudyName } from "../../../src/cli/benchmark/study.ts";
import { result, row } from "./fixtures.ts";

type Scores = Readonly<Record<string, number>>;

/** Runs of one row on SNARE-seq, one a seed; `undefined` for one that is open. */
function runs(id: string, scores: readonly (Scores | undefined)[], study: StudyName = "snareseq"): Measured[] {
  const of = row(id, id.startsWith("scmrdr") ? "method" : "baseline");
  const table = study === "snareseq" ? "all genes" : "a tenth of the genes";
  return scores.map((found, seed): Measured => ({
    run: {
      study,
      table,
      row: of,
      job: { tissue: { kind: "snareseq" }, method: "scmrdr", options: {}, seed, readOuts: "scores" },
    },
    ...(found ? { result: result(found) } : {}),
  }));
}

const WOBBLE = [0, 0.004, 0.001, 0.003, 0.002];
const around = (scores: Scores, tilt = 0): Scores[] =>
  WOBBLE.map((by, i) =>
    Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, value + by + tilt * (i % 2) * 0.001]))
  );
const FULL = around({ total: 0.54, bio: 0.48, batch: 0.54, modality: 0.62, foscttm: 0.15, "bio.clisi": 0.9 });

Deno.test("cells() holds scMRDR's medians to their limits, less being better for FOSCTTM", () => {
  const met = cells(runs("scmrdr", FULL));
  assert.match(met, /\| SCMRDR \| bio, median ≥ \.470 \| \.482 \| met \|/);
  assert.match(met, /\| SCMRDR \| FOSCTTM, median ≤ \.170 \| \.152 \| met \|/);
  const missed = cells(runs("scmrdr", [...around({ total: 0.5, bio: 0.4, modality: 0.5, foscttm: 0.2 }), undefined]));
  assert.match(missed, /total, median ≥ \.530 \| \.502 \| \*\*missed\*\*, on 5 of 6 runs \|/);
  assert.match(missed, /FOSCTTM, median ≤ \.170 \| \.202 \| \*\*missed\*\*/);
});

Deno.test("cells() tells medians with ranges, every single score folded, and leaves out what nobody measured", () => {
  const page = cells(runs("scmrdr", FULL));
  assert.match(page, /\| row \| total \| bio \| batch \| modality \| FOSCTTM \|/);
  assert.match(page, /\| SCMRDR \| \.542 \(\.540–\.544\) \|/);
  assert.match(page, /<details><summary>Every score, medians<\/summary>[\s\S]*\| cLISI \| \.902 \|[\s\S]*<\/details>/);
  assert.doesNotMatch(page, /kBET|NaN|undefined/);
});

Deno.test("cells() says which of the paper's orderings hold, which do not and which cannot be told", () => {
  const page = cells([
    ...runs("scmrdr", FULL),
    ...runs("scmrdr_lambda_0", around({ modality: 0.5, bio: 0.48, total: 0.5 }, 1)),
    ...runs("scmrdr_gamma_0", around({ modality: 0.7, bio: 0.49, total: 0.5 }, 1)),
    ...runs("beta_vae", WOBBLE.map((_, i) => ({ total: 0.542 + (i - 2) / 100, foscttm: 0.3 + i / 1000 }))),
  ]);
  assert.match(page, /\| λ 0 → 5 raises the modality score \| modality \| \+\.1\d+ [^|]+n 5\) \| holds \|/);
  assert.match(page, /\| γ 0 → 5 raises the bio score \| bio \| -\.01\d* [^|]+ \| \*\*the other way round\*\* \|/);
  assert.match(page, /\| scMRDR is better than a β-VAE \| total \| [^|]+ \| not told apart \|/);
  assert.match(page, /\| scMRDR is better than a β-VAE \| FOSCTTM \| -\.1\d+ [^|]+ \| holds \|/);
});

Deno.test("cells() says where the plain way beats scMRDR and where not", () => {
  const plain = runs(
    "zscore_harmony",
    around({ total: 0.58, bio: 0.46, batch: 0.541, modality: 0.77, foscttm: 0.19 }, 1),
  );
  const page = cells([...runs("scmrdr", FULL), ...plain]);
  assert.match(page, /\*\*ZSCORE_HARMONY beats SCMRDR\*\* on total \+\.0\d+ [^*]*modality \+\.1/);
  assert.match(page, /SCMRDR beats ZSCORE_HARMONY on bio \+\.0[^\n]*FOSCTTM -\.0/);
});

Deno.test("cells() says why there is nothing of masking where there is not, and plans nothing that was not planned", () => {
  const masked = runs("scmrdr_masked", [undefined, undefined], "snareseq_mask");
  const why = (more: Partial<Measured>) =>
    cells([...runs("scmrdr", FULL), ...masked.map((one) => ({ ...one, ...more }))])
      .match(/### A modality that lacks genes\n\n[^\n]*\n\n([\s\S]*)/)![1];
  assert.equal(why({}), "_Nothing of this was run yet._");
  assert.equal(
    why({ lacking: "../x" }),
    "_Not run here: there is no `../x`._ Real data lies beside the repository; it is no part of it.",
  );
  assert.equal(why({ result: { ...result({}), failed: "NaN" } }), "_No result: all trainings that were run failed._");
  assert.equal(why({ problem: "Expected a method." }), "_Cannot be run._ Expected a method.");
  assert.doesNotMatch(cells([...runs("scmrdr", FULL), ...masked]), /simulated/);
  assert.equal(cells([]), "");
});
