import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { type EngineOptions, openEngine } from "../engine/open_engine.ts";
import type { InputOptions, Method } from "../methods/method.ts";
import { type DataSize, standIn } from "./stand_in.ts";
import { Training } from "./training.ts";

/** What a training will take of the engine's memory, in bytes. */
export interface MemoryForecast {
  /** Altogether: `fixed + perSpot · nObs`. */
  readonly bytes: number;
  /** For every spot. */
  readonly perSpot: number;
  /** Whatever the number of spots. */
  readonly fixed: number;
}

/** Options of {@linkcode forecastMemory}. */
export interface ForecastOptions extends DataSize, InputOptions, EngineOptions {}

/** Numbers of spots that are tried: so many that every kernel takes the way it takes for any larger number. */
const TRIED = [1_500, 3_000] as const;

/**
 * Tells what training a method on so many spots will take of the engine's memory, before anything of that size is made:
 * two updates (if any is planned) and the embedding are metered on two small stand-ins, and a straight line is drawn through both.
 *
 * What only later epochs need, such as prototypes, counts too: methods bring it forward in a rehearsal.
 *
 * Holds for methods that work on all spots at once or in batches of constant size. The object itself, the runtime (about
 * 150 MB) and the blocks of a search for triplets (some 10 MB, given back before the first update) are not counted.
 *
 * @param method The method with its settings.
 * @param options Sizes, and the engine; default the one `train` takes.
 * @returns Bytes altogether, for each spot, and fixed.
 * @throws {WeftError} `InvalidArgument` for sizes that are none; `Unsupported` on engines that do not count their memory.
 *
 * @example
 * ```ts
 * import { forecastMemory } from "weft/train";
 * import { smart } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = smart({ nLatent: 8 });
 * const { bytes, perSpot } = await forecastMemory(method, { nObs: 100_000, modalities: { rna: 10, adt: 5 } });
 * assert(perSpot > 4 * 15);
 * assert(bytes > 100_000 * perSpot);
 * ```
 */
export async function forecastMemory(method: Method, options: ForecastOptions): Promise<MemoryForecast> {
  const { nObs, modalities, nEdges = 6 * nObs } = options;
  checkInteger(nObs, "nObs", 1);
  checkInteger(nEdges, "nEdges", 0);
  const widths = Object.values(modalities);
  if (widths.length === 0) throw new WeftError("TooSmall", { expected: "at least one modality", found: "none" });
  for (const width of widths) checkInteger(width, "the width of a modality", 1);
  const engine = await openEngine(options);
  const [few, many] = TRIED;
  const [least, more] = [await measure(few), await measure(many)];
  const perSpot = Math.max(0, (more - least) / (many - few));
  const fixed = Math.max(0, least - perSpot * few);
  return { bytes: Math.ceil(fixed + perSpot * nObs), perSpot, fixed };

  /** What the constants, the updates and the embedding of so many spots take. */
  async function measure(tried: number): Promise<number> {
    const size = { nObs: tried, modalities, nEdges: nEdges / nObs * tried };
    const inputs = method.inputs(standIn(method, size, options), options);
    const opened = await engine.meter(() =>
      Training.open({ method, engine, inputs, seed: 0, nEpochs: 2, isRehearsal: true })
    );
    const training = opened.result;
    try {
      const { reading } = await engine.meter(async () => {
        for (let step = 0; step < Math.min(2, method.nEpochs); step++) await training.step();
        await training.embed();
      });
      return opened.reading.left + reading.held;
    } finally {
      training.dispose();
    }
  }
}
