import assert from "node:assert/strict";
import { inWords } from "../../../src/cli/benchmark/run_plan.ts";
import { plan, type PlannedRun } from "../../../src/cli/benchmark/plan.ts";
import { ROWS } from "../../../src/cli/benchmark/rows.ts";
import { PRESETS, readSeeds } from "../../../src/cli/benchmark/seeds.ts";
import { shardOf } from "../../../src/cli/benchmark/shards.ts";
import { slice } from "../../../src/cli/benchmark/slice.ts";
import { STUDIES } from "../../../src/cli/benchmark/study.ts";
import { methods } from "../../../src/methods/methods.ts";
import { SEEDS } from "./fixtures.ts";

const seeds = await readSeeds("docs/methods/benchmark_seeds.json");
const all = plan(seeds, undefined);
const of = (study: string, table?: string) =>
  all.filter((run) => run.study === study && (table === undefined || run.table === table));

Deno.test("plan() runs every row on every tissue of every preset, once", () => {
  for (const preset of PRESETS) {
    const runs = of("accuracy", preset);
    assert.equal(runs.length, ROWS.length * 10);
    assert.equal(new Set(runs.map(inWords)).size, runs.length);
    assert(runs.every(({ job }) => job.tissue.kind === "simulated" && job.tissue.preset === preset && job.seed === 0));
  }
});

Deno.test("plan() repeats methods that learn at the other training seeds, on hard alone", () => {
  const runs = of("training");
  assert(runs.every(({ table, row, job }) => table === "hard" && row.group === "method" && [1, 2].includes(job.seed)));
  assert.equal(runs.length, ROWS.filter(({ group }) => group === "method").length * 10 * 2);
});

Deno.test("plan() holds methods to their cards from logged counts, with every training seed on every such tissue", () => {
  const runs = of("cards");
  assert(runs.every(({ job }) => job.input === "log1p" && job.tissue.kind === "simulated"));
  assert(runs.every(({ job }) => job.tissue.kind === "simulated" && job.tissue.preset === "default"));
  assert.equal(new Set(runs.map(({ job }) => JSON.stringify([job.tissue, job.seed]))).size, 5 * seeds.training.length);
  const held = ["crct", "praga", "ria", "spatialglue", "trsmi"].flatMap((method) => [method, `${method}_default`]);
  assert.deepEqual([...new Set(runs.map(({ row }) => row.id))].sort(), held);
  const asTheyCome = runs.filter(({ row }) => row.id.endsWith("_default"));
  assert(
    asTheyCome.every(({ row, job }) => row.id === `${job.method}_default` && Object.keys(job.options).length === 0),
  );
  assert(all.every(({ study, job }) => study === "cards" || job.input === undefined));
});

Deno.test("plan() sweeps one setting and leaves the others of the row", () => {
  const crct = ROWS.find(({ id }) => id === "crct")!;
  assert.deepEqual(new Set(of("rho0").map(({ job }) => job.options.rho0)), new Set([0, 0.25, 0.5, 1, 2]));
  for (const { job } of of("rho0")) assert.deepEqual({ ...crct.options, rho0: job.options.rho0 }, job.options);
  assert.deepEqual(new Set(of("beta").map(({ job }) => job.options.beta)), new Set([0, 1, 10, 100]));
});

Deno.test("plan() takes space, pairing and domains away in turn, on few tissues", () => {
  const controls = of("controls").map(({ job }) => job.tissue.kind === "simulated" ? job.tissue.control : undefined);
  assert.deepEqual(new Set(controls), new Set(["permuted coordinates", "permuted rows", "pure noise"]));
  assert.equal(new Set(of("controls").map(({ table }) => table)).size, 6);
});

Deno.test("plan() tries several starts with every row on the default tissues, each run beside its scores", () => {
  const key = ({ job }: PlannedRun) => JSON.stringify({ ...job, readOuts: "" });
  for (const preset of ["default", "hard"]) {
    assert.deepEqual(of("starts", preset).map(key), of("accuracy", preset).map(key));
  }
  assert(of("starts").every(({ table, job }) => ["default", "hard"].includes(table) && job.readOuts === "starts"));
});

Deno.test("plan() splits osmFISH's genes in every way, seed by seed, and asks no panel of a method for two", () => {
  const runs = of("osmfish");
  const splits = new Set(runs.map(({ job }) => job.tissue.kind === "osmfish" && job.tissue.panels));
  assert.deepEqual(splits, new Set(["none", "even and odd", ...seeds.panels]));
  assert.deepEqual(new Set(runs.map(({ job }) => job.seed)), new Set(seeds.osmfish));
  const alone = runs.filter(({ table }) => table === "all genes");
  assert(alone.every(({ row }) => row.id !== "wnn" && row.id !== "spatialglue"));
});

Deno.test("plan() compares tuned rows only when something was tuned", () => {
  assert.equal(of("tuned").length, 0);
  const tuned = plan(SEEDS, { smart: { margin: 1 } }).filter(({ study }) => study === "tuned");
  assert.equal(tuned.length, 8);
  assert(tuned.every(({ row, job }) => row.label === "SMART, all weights, tuned" && job.options.margin === 1));
});

Deno.test("plan() finishes the tissues of one place in the lists before the next", () => {
  const first = all.findIndex(({ job }) => job.tissue.kind === "simulated" && job.tissue.seed === 1102);
  const late = all.findLastIndex(({ job }) => job.tissue.kind === "simulated" && job.tissue.seed === 1401);
  assert(late < first);
});

Deno.test("plan() names studies and methods by what they are called", () => {
  assert(all.every(({ study }) => STUDIES.includes(study)));
  for (const { row } of all.filter(({ row }) => Object.hasOwn(methods, row.method))) {
    assert.doesNotThrow(() => methods[row.method]!(row.options));
  }
});

Deno.test("slice() of two seeds is every row on two tissues, trained for no longer than it takes to see it run", () => {
  const runs = slice(all, "two-seeds");
  assert.equal(runs.length, 2 * ROWS.length);
  for (const { row, job } of runs) {
    if (row.group === "method") assert(Number(job.options.nEpochs) <= 2);
    else assert.deepEqual(job.options, row.options);
  }
  assert.equal(slice(all, "all").length, all.length);
});

Deno.test("shardOf() gives every run to one process, and a tissue's runs to the same", () => {
  const shards = [0, 1, 2].map((place) => shardOf(all, { place, count: 3 }));
  assert.equal(shards.reduce((sum, { length }) => sum + length, 0), all.length);
  const tissues = (runs: readonly PlannedRun[]) => new Set(runs.map(({ job }) => JSON.stringify(job.tissue)));
  for (const tissue of tissues(shards[0]!.filter(({ job }) => job.tissue.kind !== "snareseq"))) {
    assert(!tissues(shards[1]!).has(tissue) && !tissues(shards[2]!).has(tissue));
  }
  assert(shards.every(({ length }) => length > 0));
});
