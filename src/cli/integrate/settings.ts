import type { ModalityKind } from "../../core/recipe.ts";
import type { EngineName } from "../../engine/engine.ts";
import { ENGINES } from "../../engine/engines/mod.ts";
import { type Flags, type FlagSpec, parseFlags } from "../parse_flags.ts";
import { SPATIAL_METHODS } from "../spatial_methods.ts";
import { UNPAIRED_METHODS } from "../unpaired_methods.ts";
import { UsageError } from "../usage_error.ts";

/** One modality as the command line names it. */
export interface ModalitySource {
  /** Name of the modality, such as `rna`. */
  readonly name: string;
  /** File it lies in; none when it is part of `--input`. */
  readonly path?: string;
  /** What it measures. */
  readonly kind: ModalityKind;
}

/** How domains may be found. */
export type ClusterMethod = "gmm" | "leiden" | "kmeans";

/** Everything `weft integrate` was told, checked. */
export interface Settings {
  /** One file with all modalities. */
  readonly input: string | undefined;
  /** Modalities told one by one. */
  readonly modalities: readonly ModalitySource[];
  /** Name of the method. */
  readonly method: string;
  /** The method's preset, which the method itself checks. */
  readonly preset: string;
  /** Further options of the method. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Neighbours of a spot in the spatial graph; `undefined` for as many as the method asks for. */
  readonly nSpatialNeighbors: number | undefined;
  /** Upper bound of epochs. */
  readonly nEpochs: number | undefined;
  /** Seed of everything random. */
  readonly seed: number;
  /** Tensor engine. */
  readonly engine: "auto" | EngineName;
  /** How domains are found. */
  readonly cluster: ClusterMethod;
  /** How many domains; `undefined` is auto. */
  readonly nClusters: number | undefined;
  /** Column with known labels. */
  readonly labelsKey: string | undefined;
  /** Column naming the section. */
  readonly libraryKey: string | undefined;
  /** Column naming the batch. */
  readonly batchKey: string | undefined;
  /** Coordinates in obsm. */
  readonly spatialKey: string;
  /** Whether cells that several modalities measured are taken for as many. */
  readonly unpair: boolean;
  /** File that tells where genes lie. */
  readonly annotation: string | undefined;
  /** Folder to make. */
  readonly out: string;
  /** Whether to replace it. */
  readonly force: boolean;
}

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;
const FLAGS: FlagSpec = {
  input: text,
  rna: text,
  adt: text,
  atac: text,
  mod: many,
  method: text,
  preset: text,
  set: many,
  "n-spatial-neighbors": text,
  "n-epochs": text,
  seed: text,
  engine: text,
  cluster: text,
  "n-clusters": text,
  "labels-key": text,
  "library-key": text,
  "batch-key": text,
  "spatial-key": text,
  unpair: { type: "boolean" },
  annotation: text,
  out: text,
  force: { type: "boolean" },
};
/** Flags that mean nothing to methods of spots, and to methods of unpaired cells. */
const UNPAIRED_ONLY = ["unpair", "annotation"] as const;
const SPATIAL_ONLY = ["spatial-key", "library-key", "n-spatial-neighbors"] as const;
const KINDS: readonly ModalityKind[] = ["rna", "protein", "peaks"];

/** Reads and checks the flags of `weft integrate`. */
export function readSettings(args: readonly string[]): Settings {
  const flags = parseFlags(args, FLAGS);
  if (flags.words.length > 0) throw new UsageError(`takes flags only, not '${flags.words[0]}'`);
  const out = flags.text("out");
  if (out === undefined) throw new UsageError("needs --out DIR, the folder to make");
  const input = flags.text("input");
  const modalities = readModalities(flags, input !== undefined);
  if (input === undefined && modalities.length === 0) {
    throw new UsageError("needs --input FILE, or modalities by --rna, --adt, --atac or --mod");
  }
  const method = flags.choice("method", [...SPATIAL_METHODS, ...UNPAIRED_METHODS]) ?? "smart";
  checkMeant(flags, method);
  return {
    input,
    modalities,
    method,
    preset: flags.text("preset") ?? "default",
    options: Object.fromEntries(flags.list("set").map(readOption)),
    nSpatialNeighbors: flags.integer("n-spatial-neighbors", 1),
    nEpochs: flags.integer("n-epochs", 0),
    seed: flags.integer("seed", 0) ?? 0,
    engine: flags.choice("engine", ["auto", ...ENGINES.map(({ name }) => name)]) ?? "auto",
    cluster: flags.choice("cluster", ["gmm", "leiden", "kmeans"]) ?? "gmm",
    nClusters: flags.text("n-clusters") === "auto" ? undefined : flags.integer("n-clusters", 1),
    labelsKey: flags.text("labels-key"),
    libraryKey: flags.text("library-key"),
    batchKey: flags.text("batch-key"),
    spatialKey: flags.text("spatial-key") ?? "spatial",
    unpair: flags.has("unpair"),
    annotation: flags.text("annotation"),
    out,
    force: flags.has("force"),
  };
}

function checkMeant(flags: Flags, method: string): void {
  const isUnpaired = UNPAIRED_METHODS.includes(method);
  const idle = (isUnpaired ? SPATIAL_ONLY : UNPAIRED_ONLY).find((name) => flags.has(name) || flags.text(name));
  if (idle === undefined) return;
  const whose = isUnpaired
    ? `the tissues of ${SPATIAL_METHODS.join(", ")}`
    : `the cells of ${UNPAIRED_METHODS.join(", ")}`;
  throw new UsageError(`takes --${idle} for ${whose}, not for ${method}`);
}

function readModalities(flags: Flags, hasInput: boolean): ModalitySource[] {
  const named = ([["rna", "rna"], ["adt", "protein"], ["atac", "peaks"]] as const).flatMap(([name, kind]) => {
    const path = flags.text(name);
    return path === undefined ? [] : [{ name, path, kind }];
  });
  if (hasInput && named.length > 0) {
    throw new UsageError(`takes either --input or --${named[0]!.name}, not both`);
  }
  const all = [...named, ...flags.list("mod").map((word) => readModality(word, hasInput))];
  const twice = all.find(({ name }, i) => all.findIndex((other) => other.name === name) !== i);
  if (twice) throw new UsageError(`names the modality '${twice.name}' twice`);
  return all;
}

function readModality(word: string, hasInput: boolean): ModalitySource {
  const [, name, path, kind] = word.match(/^([^=]+)=(.*):(\w+)$/) ?? [];
  const known = KINDS.find((candidate) => candidate === kind);
  if (name === undefined || known === undefined || (path === "") !== hasInput) {
    const form = hasInput ? "NAME=:KIND" : "NAME=PATH:KIND";
    throw new UsageError(`--mod takes ${form} with KIND one of ${KINDS.join(", ")}, not '${word}'`);
  }
  return { name, kind: known, ...(path ? { path } : {}) };
}

function readOption(word: string): readonly [string, unknown] {
  const at = word.indexOf("=");
  if (at < 1) throw new UsageError(`--set takes KEY=VALUE, not '${word}'`);
  const [key, value] = [word.slice(0, at), word.slice(at + 1)];
  if (key === "preset") throw new UsageError("takes the preset by --preset, not by --set");
  try {
    return [key, JSON.parse(value)];
  } catch {
    return [key, value];
  }
}
