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
export async function readTissue({ input, modalities }: Settings, watched: Watched): Promise<ReadTissue> {
  const { tissue, guesses } = input === undefined
    ? { tissue: joined(await readModalities(modalities, watched)), guesses: {} }
    : understood(await read(input, watched), modalities);
  for (const { name } of modalities) tissue.modality(name);
  const told = modalities.map(({ name, kind }) => [name, kind] as const);
  const guessed = Object.entries(guesses).map(([name, { kind }]) => [name, kind] as const);
  const files = new Set([input, ...modalities.map(({ path }) => path)].filter((path) => path !== undefined));
  const hashes = await Promise.all(Array.from(files, async (path) => [path, await contentHash(path)] as const));
  return {
    tissue,
    kinds: Object.fromEntries([...told, ...guessed]),
    inputs: Object.fromEntries(hashes),
    notes: Object.entries(guesses).map(([name, { kind, reason }]) =>
      `Modality '${name}' is taken as ${kind}: ${reason}.`
    ),
  };
}

/** A tissue and what its modalities seem to measure, where nobody said it. */
interface Understood {
  readonly tissue: MuData;
  readonly guesses: Readonly<Record<string, ModalityGuess>>;
}

function understood(data: AnnData | MuData, told: readonly ModalitySource[]): Understood {
  if (data.kind === "mudata") {
    if (data.axis === 1) {
      throw new WeftError("Unsupported", { expected: "modalities of the same spots", found: "of the same features" });
    }
    const untold = Object.entries(data.mod).filter(([name]) => told.every((source) => source.name !== name));
    return { tissue: data, guesses: Object.fromEntries(untold.map(([name, adata]) => [name, guess(adata, name)])) };
  }
  if (told.length === 1) return { tissue: joined({ [told[0]!.name]: data }), guesses: {} };
  const found = guess(data, "NAME");
  const name = USUAL_NAMES[found.kind];
  return { tissue: joined({ [name]: data }), guesses: { [name]: found } };
}

function joined(mod: Readonly<Record<string, AnnData>>): MuData {
  return advised({ next: { Duplicate: "Make the names unique in the file." } }, () => new MuData({ mod }));
}

/** What a modality of `--input` measures, by all that it shows. */
function guess(adata: AnnData, name: string): ModalityGuess {
  const next = { Ambiguous: `Say what it is: --mod ${name}=:KIND with KIND one of rna, protein, peaks (or split it).` };
  return advised({ next }, () => modalityKind(adata, name));
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
