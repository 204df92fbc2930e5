import { readSettings, type Settings } from "../integrate/settings.ts";
import { parseFlags } from "../parse_flags.ts";
import { SPATIAL_METHODS } from "../spatial_methods.ts";
import { UsageError } from "../usage_error.ts";

/** Everything `weft compare` was told, checked. */
export interface CompareSettings {
  /** Input, preset, settings, clusters and output, as `weft integrate` takes them. */
  readonly common: Settings;
  /** Names of the methods, the baseline first. */
  readonly methods: readonly string[];
  /** What to leave out of the one method; `undefined` for a comparison. */
  readonly without: readonly (readonly string[])[] | undefined;
  /** Seeds, or how many. */
  readonly seeds: number | readonly number[];
  /** What lines are compared by. */
  readonly metric: string | undefined;
  /** Trainings side by side. */
  readonly workers: number | undefined;
  /** Where finished rows are kept. */
  readonly cacheDir: string | undefined;
}

const text = { type: "string" } as const;
const OWN = { methods: text, without: text, seeds: text, metric: text, workers: text, "cache-dir": text } as const;
/** Flags of `weft integrate` that mean nothing here. */
const TAKEN = { method: "--methods", seed: "--seeds" } as const;

/** Reads and checks the flags of `weft compare`. */
export function readCompareSettings(args: readonly string[]): CompareSettings {
  const { own, others } = parted(args);
  for (const [name, instead] of Object.entries(TAKEN)) {
    if (others.some((word) => word === `--${name}` || word.startsWith(`--${name}=`))) {
      throw new UsageError(`takes ${instead}, not --${name}`);
    }
  }
  const flags = parseFlags(own, OWN);
  const common = readSettings(others);
  const methods = words(flags.text("methods"));
  if (methods.length === 0) throw new UsageError(`needs --methods A,B of ${SPATIAL_METHODS.join(", ")}`);
  const unknown = methods.find((name) => !SPATIAL_METHODS.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--methods takes names of ${SPATIAL_METHODS.join(", ")}, not '${unknown}'`);
  }
  const twice = methods.find((name, i) => methods.indexOf(name) < i);
  if (twice !== undefined) throw new UsageError(`--methods takes each name once, not '${twice}' twice`);
  const without = flags.text("without") === undefined ? undefined : words(flags.text("without"));
  if (without && methods.length > 1) throw new UsageError("--without takes parts of one method: give one in --methods");
  return {
    common,
    methods,
    without: without?.map((word) => word.split("+")),
    seeds: readSeeds(flags.text("seeds")),
    metric: flags.text("metric"),
    workers: flags.integer("workers", 0),
    cacheDir: flags.text("cache-dir"),
  };
}

/** The flags that are ours with their values, and all else. */
function parted(args: readonly string[]): { readonly own: string[]; readonly others: string[] } {
  const own: string[] = [];
  const others: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const name = args[i]!.match(/^--([\w-]+)/)?.[1] ?? "";
    const isOwn = Object.hasOwn(OWN, name);
    (isOwn ? own : others).push(args[i]!);
    if (isOwn && !args[i]!.includes("=") && i + 1 < args.length) own.push(args[++i]!);
  }
  return { own, others };
}

function words(list: string | undefined): string[] {
  return (list ?? "").split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function readSeeds(told: string | undefined): number | readonly number[] {
  if (told === undefined) return 3;
  const seeds = words(told).map(Number);
  if (seeds.length === 0 || !seeds.every(Number.isSafeInteger)) {
    throw new UsageError(`--seeds takes a number of seeds, or seeds separated by commas, not '${told}'`);
  }
  if (told.includes(",")) return seeds;
  if (seeds[0]! < 1) throw new UsageError(`--seeds takes at least 1, not '${told}'`);
  return seeds[0]!;
}
