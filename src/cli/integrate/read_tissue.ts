import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { ModalityKind } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import { MuData } from "../../data/mudata.ts";
import { read } from "../../io/read.ts";
import { type ModalityGuess, modalityKind } from "../../preprocess/modality_kind.ts";
import { advised } from "./advised.ts";
import { contentHash } from "./content_hash.ts";
import type { ModalitySource, Settings } from "./settings.ts";

/** A tissue as it was read, and what was understood of it. */
export interface ReadTissue {
  /** Its modalities, one at least. */
  readonly tissue: MuData;
  /** What each modality measures. */
  readonly kinds: Readonly<Record<string, ModalityKind>>;
  /** SHA-256 of every file read, by the path as given. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What was guessed and why, one sentence each. */
  readonly notes: readonly string[];
}

const USUAL_NAMES: Readonly<Record<ModalityKind, string>> = { rna: "rna", protein: "adt", peaks: "atac" };

/** Reads the files of the command line and tells what each modality measures. */
export async function readTissue(settings: Settings, watched: Watched): Promise<ReadTissue> {
  const sources = settings.modalities.filter(({ path }) => path !== undefined);
  const tissue = settings.input === undefined
    ? joined(await readModalities(sources, watched))
    : await readWhole(settings.input, settings.modalities, watched);
  const kinds: Record<string, ModalityKind> = {};
  const notes: string[] = [];
  for (const [name, adata] of Object.entries(tissue.mod)) {
    const told = settings.modalities.find((source) => source.name === name);
    const { kind, reason } = told ? { kind: told.kind, reason: undefined } : guess(adata, name);
    kinds[name] = kind;
    if (reason !== undefined) notes.push(`Modality '${name}' is taken as ${kind}: ${reason}.`);
  }
  checkNamed(settings.modalities, tissue);
  const paths = [...new Set([settings.input, ...sources.map(({ path }) => path)])].filter((path) => path !== undefined);
  const hashes = await Promise.all(paths.map(async (path) => [path, await contentHash(path)] as const));
  return { tissue, kinds, inputs: Object.fromEntries(hashes), notes };
}

function joined(mod: Readonly<Record<string, AnnData>>): MuData {
  return advised({ next: { Duplicate: "Make the names unique in the file." } }, () => new MuData({ mod }));
}

/** What a modality of `--input` measures, by all that it shows. */
function guess(adata: AnnData, name: string): ModalityGuess {
  const next = { Ambiguous: `Say what it is: --mod ${name}=:KIND with KIND one of rna, protein, peaks (or split it).` };
  return advised({ next }, () => modalityKind(adata, name));
}

async function readWhole(path: string, told: readonly ModalitySource[], watched: Watched): Promise<MuData> {
  const data = await read(path, watched);
  if (data.kind === "mudata" && data.axis === 1) {
    throw new WeftError("Unsupported", { expected: "modalities of the same spots", found: "of the same features" });
  }
  return data.kind === "mudata" ? data : joined({ [soleName(data, told)]: data });
}

/** Name of a modality that came alone: as told, else by what it seems to measure. */
function soleName(adata: AnnData, told: readonly ModalitySource[]): string {
  if (told.length === 1) return told[0]!.name;
  return USUAL_NAMES[guess(adata, "NAME").kind];
}

async function readModalities(sources: readonly ModalitySource[], watched: Watched): Promise<Record<string, AnnData>> {
  const mod: Record<string, AnnData> = {};
  for (const { name, path } of sources) {
    const data = await read(path!, watched);
    mod[name] = data.kind === "anndata" ? data : only(data, name, path!);
  }
  return mod;
}

function only({ mod, modalityNames }: MuData, name: string, path: string): AnnData {
  if (modalityNames.length === 1) return Object.values(mod)[0]!;
  throw new WeftError("InvalidArgument", {
    expected: `one modality for ${show(name)}`,
    found: `${modalityNames.length} (${modalityNames.map(show).join(", ")})`,
    where: path,
    next: "Give a file with several modalities to --input.",
  });
}

function checkNamed(modalities: readonly ModalitySource[], tissue: MuData): void {
  for (const { name } of modalities) tissue.modality(name);
}
