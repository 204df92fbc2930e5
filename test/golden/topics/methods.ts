// deno-lint-ignore-file camelcase -- names as the reference files have them
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import type { EngineOptions } from "../../../src/engine/mod.ts";
import { readSafetensors } from "../safetensors.ts";
import type { CaseResult, Topic } from "../topic.ts";
import { runCrct } from "./methods/crct.ts";
import type { Arrays } from "./methods/case_arrays.ts";
import { runHarmony } from "./methods/harmony.ts";
import { runImpute } from "./methods/impute.ts";
import { runPraga } from "./methods/praga.ts";
import { runScmrdr } from "./methods/scmrdr.ts";
import { runRia } from "./methods/ria.ts";
import { runSmart } from "./methods/smart.ts";
import { runTrsmi } from "./methods/trsmi.ts";
import { runSpatialGlue } from "./methods/spatialglue.ts";

const RUNS: Readonly<Record<string, (golden: never, arrays: Arrays, options?: EngineOptions) => Promise<CaseResult>>> =
  {
    crct: runCrct,
    harmony: runHarmony,
    praga: runPraga,
    scmrdr: runScmrdr,
    ria: runRia,
    smart: runSmart,
    trsmi: runTrsmi,
    smart_ms: runSmart,
    spatialglue: runSpatialGlue,
  };

/**
 * Run where sums are made in doubles: one gradient of the case is a sum of terms that cancel after 50 steps, whose
 * tolerance of 1e-9 single precision misses by 1e-9 to 4e-9 and sums in doubles hold (3.5e-10).
 */
const IN_DOUBLES = new Set(["trsmi_3m_paper"]);

/** Whole methods: forward, terms, gradients and weights after some steps, from given weights, graphs and draws. */
export const topic: Topic = {
  name: "methods",
  ids,
  async *run(folder, skip): AsyncIterable<CaseResult> {
    for (const id of await ids(folder)) {
      if (skip.has(id)) continue;
      const golden = JSON.parse(await readFile(`${folder}/methods/${id}.json`, "utf8"));
      const arrays = await readSafetensors(`${folder}/methods/${id}.safetensors`);
      const run = id === "scmrdr_impute" ? runImpute : RUNS[golden.method];
      if (!run) continue;
      if (IN_DOUBLES.has(id)) yield inDoubles(await run(golden as never, arrays, { engine: "cpu" }));
      else yield await run(golden as never, arrays);
    }
  },
};

/** Says on which engine the case was run, which is not the one of the others. */
function inDoubles(result: CaseResult): CaseResult {
  const engine = "run on the engine cpu alone, which sums in doubles: native and wasm miss this tolerance";
  return { ...result, note: result.note ? `${engine}; ${result.note}` : engine };
}

async function ids(folder: string): Promise<string[]> {
  if (!existsSync(`${folder}/methods`)) return [];
  const files = await readdir(`${folder}/methods`);
  return files.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)).sort();
}
