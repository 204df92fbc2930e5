import { readFile } from "node:fs/promises";
import { WeftError } from "../../core/error.ts";

/** Settings of the simulator that the benchmark runs on. */
export const PRESETS = ["default", "hard", "nuisance", "rare"] as const;

/** One of them. */
export type BenchmarkPreset = typeof PRESETS[number];

/** Lists of seeds beside those of the presets. */
const OTHERS = [
  "training",
  "tuning",
  "panels",
  "osmfish",
  "snareseq",
  "snareseqPanels",
  "unpaired",
  "sections",
  "placement",
] as const;

/** Every seed of the benchmark, from a file; each was committed before anything was run on it. */
export interface BenchmarkSeeds {
  /** Seeds of the simulated tissues, by preset. */
  readonly data: Readonly<Record<BenchmarkPreset, readonly number[]>>;
  /** Seeds of weights and draws; the first is that of every run, the others show the spread on `hard`. */
  readonly training: readonly number[];
  /** Seeds of the tissues that settings are tuned on. */
  readonly tuning: readonly number[];
  /** Seeds of the random splits of osmFISH's genes into two panels. */
  readonly panels: readonly number[];
  /** Training seeds on osmFISH. */
  readonly osmfish: readonly number[];
  /** Training seeds on SNARE-seq. */
  readonly snareseq: readonly number[];
  /** Seeds of the tenth of the genes that chromatin observes, one for each of SNARE-seq's training seeds. */
  readonly snareseqPanels: readonly number[];
  /** Seeds of the simulated cells of disjoint modalities. */
  readonly unpaired: readonly number[];
  /** Seeds of the simulated sections. */
  readonly sections: readonly number[];
  /** Seeds of the cells of SNARE-seq that are placed, and of the shuffled plans. */
  readonly placement: readonly number[];
}

/** Seeds that settings, cards or earlier tables were made with. */
const SEEN = new Set([12, 22, 31, 41, 51, 61, 101, 102, 103, 104, 105, 301, 302, 303, 401, 402, 403, 404, 501]);
for (let seed = 201; seed <= 210; seed++) SEEN.add(seed);

/**
 * Reads a file of seeds.
 *
 * @throws {WeftError} `NotFound` without the file; `BadValues` for what is no list of seeds, for a tissue that is named
 * twice, and for one that was seen before.
 */
export async function readSeeds(path: string): Promise<BenchmarkSeeds> {
  const seeds = JSON.parse(await textOf(path));
  const lists = {
    ...Object.fromEntries(PRESETS.map((preset) => [`data.${preset}`, seeds.data?.[preset]])),
    ...Object.fromEntries(OTHERS.map((name) => [name, seeds[name]])),
  };
  for (const [name, list] of Object.entries(lists)) {
    if (Array.isArray(list) && list.length > 0 && list.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) {
      continue;
    }
    throw new WeftError("BadValues", {
      expected: "a list of seeds",
      found: JSON.stringify(list) ?? "none",
      where: `${name} of ${path}`,
    });
  }
  const tissues = [...PRESETS.map((preset) => seeds.data[preset]), seeds.tuning, seeds.unpaired, seeds.sections]
    .flat() as number[];
  const bad = tissues.find((seed, i) => SEEN.has(seed) || tissues.indexOf(seed) < i);
  if (bad === undefined) return seeds;
  throw new WeftError("BadValues", {
    expected: "tissues that nothing was chosen on, each named once",
    found: `seed ${bad}`,
    where: path,
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new WeftError("NotFound", {
      expected: "a file of seeds",
      found: "none",
      where: path,
      next: "Run the command in the repository, or name the file with --seeds.",
    }, { cause });
  }
}
