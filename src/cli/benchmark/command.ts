import { writeFile } from "node:fs/promises";
import { openEngine } from "../../engine/open_engine.ts";
import type { Command } from "../command.ts";
import { type Flags, parseFlags } from "../parse_flags.ts";
import { UsageError } from "../usage_error.ts";
import { HELP } from "./help.ts";
import { missingData } from "./missing_data.ts";
import { page } from "./page/page.ts";
import { plan, type PlannedRun } from "./plan.ts";
import { Runner } from "./runner.ts";
import { inWords, readPlan, runPlan } from "./run_plan.ts";
import { readSeeds } from "./seeds.ts";
import { inProcesses, type Shard, shardOf } from "./shards.ts";
import { slice, SLICES } from "./slice.ts";
import { Store } from "./store.ts";
import { STUDIES } from "./study.ts";
import { readTuned } from "./tuned.ts";
import { writeTuned } from "./write_tuned.ts";

const text = { type: "string" } as const;
const FLAGS = {
  slice: text,
  study: { type: "string", multiple: true },
  row: { type: "string", multiple: true },
  seeds: text,
  tuned: text,
  tune: { type: "boolean" },
  store: text,
  workers: text,
  shard: text,
  write: text,
  list: { type: "boolean" },
  "no-run": { type: "boolean" },
} as const;

/** `weft benchmark`. */
export const benchmarkCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, FLAGS);
    if (flags.words.length > 0) throw new UsageError(`takes flags only, not '${flags.words[0]}'`);
    const seedsPath = flags.text("seeds") ?? "docs/methods/benchmark_seeds.json";
    const seeds = await readSeeds(seedsPath);
    const tunedPath = flags.text("tuned") ?? "docs/methods/benchmark_tuned.json";
    const tuned = await readTuned(tunedPath);
    const runs = slice(plan(seeds, tuned), flags.choice("slice", SLICES) ?? "all");
    const wanted = chosen(runs, flags).filter(({ study }) => flags.has("tune") === (study === "tuning"));
    if (flags.has("list")) {
      for (const run of wanted) console.log(inWords(run));
      return 0;
    }
    const lacking = new Set(wanted.flatMap(({ job }) => missingData(job.tissue) ?? []));
    for (const path of lacking) console.error(`SKIPPED: runs on real data, as there is no ${path}`);
    const there = wanted.filter(({ job }) => missingData(job.tissue) === undefined);
    const shard = shardIn(flags);
    const workers = flags.integer("workers", 1) ?? 1;
    const { name, kind } = await openEngine();
    const engineKind = `${name} ${kind}`;
    const store = new Store(flags.text("store") ?? ".cache/benchmark");
    if (!flags.has("no-run")) {
      if (workers > 1 && !shard) await inProcesses(args, workers);
      else {
        const runner = new Runner();
        await runPlan(shard ? shardOf(there, shard) : there, {
          store,
          engineKind,
          runJob: (job) => runner.run(job),
          say: (line) => console.error(line),
        });
      }
    }
    if (shard) return 0;
    const measured = readPlan(wanted, { store, engineKind });
    if (flags.has("tune")) return await writeTuned(tunedPath, measured);
    const path = flags.text("write");
    const markdown = page(measured, { engineKind, seedsPath });
    if (path === undefined) console.log(markdown);
    else await writeFile(path, markdown);
    return tellMissing(measured);
  },
};

/** The runs of the studies and rows that were named. */
function chosen(runs: readonly PlannedRun[], flags: Flags): PlannedRun[] {
  const [studies, rows] = [flags.list("study"), flags.list("row")];
  for (const study of studies) known(study, "--study", STUDIES);
  for (const row of rows) known(row, "--row", [...new Set(runs.map(({ row }) => row.id))]);
  return runs.filter(({ study, row }) =>
    (studies.length === 0 || studies.includes(study)) && (rows.length === 0 || rows.includes(row.id))
  );
}

function known(word: string, flag: string, words: readonly string[]): void {
  if (!words.includes(word)) throw new UsageError(`${flag} takes one of ${words.join(", ")}, not '${word}'`);
}

function shardIn(flags: Flags): Shard | undefined {
  const word = flags.text("shard");
  if (word === undefined) return undefined;
  const [place, count] = word.split("/").map(Number);
  if (Number.isInteger(place) && Number.isInteger(count) && place! >= 0 && place! < count!) {
    return { place: place!, count: count! };
  }
  throw new UsageError(`--shard takes PLACE/COUNT, not '${word}'`);
}

/** Says what was planned and is not there; the exit code. */
function tellMissing(measured: ReturnType<typeof readPlan>): number {
  const problems = new Map<string, number>();
  for (const { run, result, problem } of measured) {
    if (result) continue;
    const line = `${run.row.label}: ${problem ?? "not run, or failed"}`;
    problems.set(line, (problems.get(line) ?? 0) + 1);
  }
  for (const [line, count] of problems) console.error(`MISSING, ${count} runs: ${line}`);
  return problems.size === 0 ? 0 : 1;
}
