import { WeftError } from "../core/error.ts";
import { reasonOf } from "../kernels/reason_of.ts";
import { type EngineChoice, EngineReport, threadsInWords } from "./engine_report.ts";
import type { EngineEntry, Found } from "./engines/engine_entry.ts";
import { ENGINES } from "./engines/mod.ts";
import type { EngineOptions } from "./open_engine.ts";
import { wantedEngines, whyTaken } from "./wanted_engines.ts";

/**
 * Says which engine a training takes here, why, and which others could be had or what they lack. Neither loads the tensor
 * library nor asks for rights.
 *
 * @param options Which engine, as for `openEngine`.
 * @returns The engine and all choices.
 * @throws {WeftError} `InvalidArgument` for an unknown name; `Failed` when the engine asked for by name cannot be had.
 *
 * @example
 * ```ts
 * import { describeEngines } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const { name, threads, choices } = await describeEngines({ engine: "wasm" });
 * assert.equal(name, "wasm");
 * assert(threads >= 1);
 * assert.deepEqual(choices.map((choice) => choice.name), ["native", "wasm", "cpu", "webgpu", "tensorflow"]);
 * ```
 */
export async function describeEngines({ engine = "auto" }: EngineOptions = {}): Promise<EngineReport> {
  const wanted = wantedEngines(engine);
  const probes = new Map<EngineEntry, Found | string>();
  // One after the other: an engine's threads would disturb the next one's self-test.
  for (const entry of ENGINES) probes.set(entry, await probe(entry));
  const passedOver: string[] = [];
  for (const entry of wanted.entries) {
    const found = probes.get(entry)!;
    if (typeof found === "string") {
      passedOver.push(`${entry.name}: ${found}`);
      continue;
    }
    const why = whyTaken(entry, wanted, passedOver);
    return new EngineReport({
      name: entry.name,
      ...found,
      why,
      choices: ENGINES.map((e) => choice(e, probes.get(e)!)),
    });
  }
  throw new WeftError("Failed", {
    expected: wanted.auto ? "one engine to start" : `the engine '${wanted.entries[0]!.name}' to start`,
    found: passedOver.join("; "),
  });
}

async function probe(entry: EngineEntry): Promise<Found | string> {
  try {
    return await entry.probe(false);
  } catch (error) {
    return reasonOf(error);
  }
}

function choice({ name, automatic }: EngineEntry, found: Found | string): EngineChoice {
  const available = typeof found !== "string";
  const remark = available ? `${found.kind}, ${threadsInWords(found.threads)}` : found;
  return { name, available, remark, automatic };
}
