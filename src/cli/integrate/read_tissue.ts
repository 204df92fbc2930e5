import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { ModalityKind } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import { MuData } from "../../data/mudata.ts";
import { read } from "../../io/read.ts";
import { modalityKind } from "../../preprocess/modality_kind.ts";
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

/** Reads the files of the command line and tells what each modality measures. */
export async function readTissue(settings: Settings, watched: Watched): Promise<ReadTissue> {
  const sources = settings.modalities.filter(({ path }) => path !== undefined);
  const tissue = settings.input === undefined
    ? new MuData({ mod: await readModalities(sources, watched) })
    : await readWhole(settings.input, watched);
  const kinds: Record<string, ModalityKind> = {};
  const notes: string[] = [];
  for (const [name, adata] of Object.entries(tissue.mod)) {
    const told = settings.modalities.find((source) => source.name === name);
    const guess = told ? { kind: told.kind, reason: undefined } : modalityKind(adata, name);
    kinds[name] = guess.kind;
    if (guess.reason !== undefined) notes.push(`Modality '${name}' is taken as ${guess.kind}: ${guess.reason}.`);
  }
  checkNamed(settings.modalities, tissue);
  const paths = [...new Set([settings.input, ...sources.map(({ path }) => path)])].filter((path) => path !== undefined);
  const hashes = await Promise.all(paths.map(async (path) => [path, await sha256(path)] as const));
  return { tissue, kinds, inputs: Object.fromEntries(hashes), notes };
}

async function readWhole(path: string, watched: Watched): Promise<MuData> {
  const data = await read(path, watched);
  return data.kind === "mudata" ? data : new MuData({ mod: { [soleName(data)]: data } });
}

/** Name of a modality that came alone: by its features' type if they tell, else "rna". */
function soleName(adata: AnnData): string {
  return modalityKind(adata, "X").kind === "protein"
    ? "adt"
    : modalityKind(adata, "X").kind === "peaks"
    ? "atac"
    : "rna";
}

async function readModalities(sources: readonly ModalitySource[], watched: Watched): Promise<Record<string, AnnData>> {
  const mod: Record<string, AnnData> = {};
  for (const { name, path } of sources) {
    const data = await read(path!, watched);
    if (data.kind === "mudata") {
      throw new WeftError("InvalidArgument", {
        expected: `one modality for --${name}`,
        found: `${data.modalityNames.length} (${data.modalityNames.map(show).join(", ")})`,
        where: path!,
        next: "Give a file with several modalities to --input.",
      });
    }
    mod[name] = data;
  }
  return mod;
}

function checkNamed(modalities: readonly ModalitySource[], tissue: MuData): void {
  for (const { name } of modalities) tissue.modality(name);
}

/** SHA-256 of a file in hex; of a folder, its name is kept instead. */
async function sha256(path: string): Promise<string> {
  if ((await stat(path)).isDirectory()) return "a folder";
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}
