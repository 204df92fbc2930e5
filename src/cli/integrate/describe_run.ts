import type { ModalityKind } from "../../core/recipe.ts";
import { VERSION } from "../../core/version.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Method } from "../../methods/method.ts";
import type { IntegratedRun } from "../../report/integrated_run.ts";
import type { FoundDomains } from "./find_domains.ts";
import type { Settings } from "./settings.ts";
import type { TrainedTissue } from "./train_method.ts";

const FEATURES: Readonly<Record<ModalityKind, string>> = { rna: "genes", protein: "proteins", peaks: "peaks" };

/** Names that are not written in capitals alone. */
const TITLES: Readonly<Record<string, string>> = { scmrdr: "scMRDR" };

/** What was done, whatever it was done to. */
export interface DescribedRun {
  readonly settings: Settings;
  readonly method: Method;
  readonly kinds: Readonly<Record<string, ModalityKind>>;
  /** The modalities as they were read, before preprocessing. */
  readonly read: MuData;
  readonly found: FoundDomains;
  readonly trained: TrainedTissue;
  readonly seconds: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Versions of what made the result. */
export function versions(): Record<string, string> {
  return { weft: VERSION, deno: Deno.version.deno, v8: Deno.version.v8 };
}

/** Name of a method as people write it. */
export function methodTitle({ name }: Method): string {
  return TITLES[name] ?? name.replaceAll("_", " ").toUpperCase();
}

/** Puts what was done into the words of a page. */
export function describeRun(run: DescribedRun): IntegratedRun {
  const { method, read, kinds, trained, found, seconds, inputs, notes } = run;
  return {
    method: methodTitle(method),
    preset: method.preset,
    modalities: Object.entries(read.mod).map(([name, adata]) => inWords(name, adata, kinds[name]!)),
    history: trained.history,
    ending: trained.ending,
    criterion: found.criterion,
    settings: settingWords(run),
    seconds,
    inputs,
    versions: versions(),
    notes,
  };
}

function inWords(name: string, { nVars }: AnnData, kind: ModalityKind): string {
  return `${name} (${nVars.toLocaleString("en-US")} ${FEATURES[kind]})`;
}

function settingWords({ settings, method, kinds, found, trained }: DescribedRun): Record<string, string> {
  const { seed, cluster, spatialKey, libraryKey, batchKey, labelsKey } = settings;
  const told = {
    seed,
    engine: trained.engine,
    cluster,
    clusters: found.nClusters,
    spatialKey,
    libraryKey,
    batchKey,
    labelsKey,
  };
  const all = { method: method.name, preset: method.preset, ...told, ...kinds, ...method.config };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined).map((
      [name, value],
    ) => [name, JSON.stringify(value)]),
  );
}
