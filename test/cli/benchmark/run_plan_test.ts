import assert from "node:assert/strict";
import { WeftError } from "../../../src/core/error.ts";
import type { Job } from "../../../src/cli/benchmark/job.ts";
import { keyOf } from "../../../src/cli/benchmark/key.ts";
import { missingData } from "../../../src/cli/benchmark/missing_data.ts";
import type { PlannedRun } from "../../../src/cli/benchmark/plan.ts";
import { readPlan, runPlan } from "../../../src/cli/benchmark/run_plan.ts";
import { Store } from "../../../src/cli/benchmark/store.ts";
import { inFolder } from "../captured.ts";
import { planned, result, row } from "./fixtures.ts";

const PCA = row("pca", "baseline");
const SMART = row("smart", "method", { method: "smart" });
const ABSENT = row("absent", "method", { method: "absent" });

/** Runs plans in a folder, with work that says which tissues it did. */
function bench(folder: string, fails?: (job: Job) => Error | undefined) {
  const said: string[] = [];
  const done: number[] = [];
  const options = {
    store: new Store(folder),
    engineKind: "test",
    say: (line: string) => void said.push(line),
    runJob: (job: Job) => {
      const error = fails?.(job);
      if (error) return Promise.reject(error);
      done.push(job.tissue.kind === "simulated" ? job.tissue.seed : -1);
      return Promise.resolve(result({ mclust: 1 }));
    },
  };
  return { options, said, done };
}

Deno.test("runPlan() does what was not done yet, and nothing twice", () =>
  inFolder(async (folder) => {
    const { options, done } = bench(folder);
    await runPlan([planned(PCA, 1), planned(PCA, 2)], options);
    await runPlan([planned(PCA, 2), planned(PCA, 3), planned(PCA, 3, { study: "counts" })], options);
    assert.deepEqual(done, [1, 2, 3]);
    assert(readPlan([planned(PCA, 1), planned(PCA, 3)], options).every((one) => one.result));
  }));

Deno.test("runPlan() tells a training that diverges, keeps that it did, and goes on", () =>
  inFolder(async (folder) => {
    const error = new WeftError("Failed", { expected: "a finite loss", found: "NaN" });
    const { options, said, done } = bench(folder, ({ method }) => method === "smart" ? error : undefined);
    await runPlan([planned(SMART, 1), planned(PCA, 1)], options);
    assert.deepEqual(done, [1]);
    assert(said.some((line) => /^failed: .*SMART: Expected a finite loss but found NaN/.test(line)));
    assert.equal(readPlan([planned(SMART, 1)], options)[0]!.result!.failed, error.message);
  }));

Deno.test("runPlan() leaves a run open that this machine has no memory for", () =>
  inFolder(async (folder) => {
    const error = new WeftError("Failed", { expected: "8 bytes more", found: "no room", needed: 8 });
    const { options, said } = bench(folder, () => error);
    await runPlan([planned(PCA, 1)], options);
    assert.match(said[1]!, /^failed: .*8 bytes more/);
    assert.equal(readPlan([planned(PCA, 1)], options)[0]!.result, undefined);
  }));

Deno.test("runPlan() leaves a run open whose tissue cannot be had", () =>
  inFolder(async (folder) => {
    const error = new WeftError("NotFound", { expected: "a file", found: "none" });
    const { options, said } = bench(folder, () => error);
    await runPlan([planned(PCA, 1)], options);
    assert.match(said[1]!, /^failed: .*Expected a file/);
    assert.equal(readPlan([planned(PCA, 1)], options)[0]!.result, undefined);
  }));

Deno.test("runPlan() does not hide an error of the program", () =>
  inFolder(async (folder) => {
    const { options } = bench(folder, () => new TypeError("a mistake"));
    await assert.rejects(() => runPlan([planned(PCA, 1)], options), TypeError);
  }));

Deno.test("readPlan() says which real data an open run lacks, and of no other run", () =>
  inFolder((folder) => {
    const { options } = bench(folder);
    const jobs: readonly Job["tissue"][] = [{ kind: "osmfish", panels: "none" }, planned(PCA, 1).job.tissue];
    const runs = jobs.map((tissue): PlannedRun => {
      const run = planned(PCA, 1);
      return { ...run, job: { ...run.job, tissue } as Job };
    });
    const lacking = () => readPlan(runs, options).map((one) => one.lacking);
    assert.deepEqual(lacking(), [missingData({ kind: "osmfish", panels: "none" }), undefined]);
    options.store.write(keyOf(runs[0]!.job, "test"), result({ mclust: 1 }));
    assert.deepEqual(lacking(), [undefined, undefined]);
    return Promise.resolve();
  }));

Deno.test("readPlan() says why a row cannot be run: no such method, or a setting it does not know", () =>
  inFolder((folder) => {
    const wrong = row("wrong", "method", { method: "smart", options: { nothing: 1 } });
    const [absent, unknown] = readPlan([planned(ABSENT, 1), planned(wrong, 1)], bench(folder).options);
    assert.match(absent!.problem!, /a method of .*smart.* but found 'absent'/);
    assert.match(unknown!.problem!, /nothing/);
    return Promise.resolve();
  }));

Deno.test("keyOf() changes with all that a result follows from", () => {
  const base = planned(SMART, 1).job;
  const others: readonly (readonly [Job, string])[] = [
    [base, "other engine"],
    [{ ...base, seed: 1 }, "test"],
    [{ ...base, options: { margin: 2 } }, "test"],
    [{ ...base, options: { preset: "paper" } }, "test"],
    [{ ...base, modalities: ["rna"] }, "test"],
    [{ ...base, readOuts: "counts" }, "test"],
    [{ ...base, readOuts: "starts" }, "test"],
    [{ ...base, method: "pca_concat" }, "test"],
    [{ ...base, tissue: { kind: "simulated", preset: "hard", seed: 1 } }, "test"],
    [{ ...base, tissue: { kind: "simulated", preset: "default", seed: 1, control: "pure noise" } }, "test"],
    [{ ...base, tissue: { kind: "osmfish", panels: "none" } }, "test"],
    [{ ...base, method: "scmrdr", tissue: { kind: "snareseq" } }, "test"],
    [{ ...base, method: "scmrdr", tissue: { kind: "snareseq", panel: 1 } }, "test"],
    [{ ...base, method: "zscore", tissue: { kind: "snareseq" } }, "test"],
  ];
  const keys = [keyOf(base, "test"), ...others.map(([job, kind]) => keyOf(job, kind))].map((key) =>
    JSON.stringify(key)
  );
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(keyOf(base, "test"), keyOf({ ...base, options: { preset: "default", margin: 0.5 } }, "test"));
});
