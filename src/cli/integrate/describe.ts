import type { ModalityKind } from "../../core/recipe.ts";
import { VERSION } from "../../core/version.ts";
import type { AnnData } from "../../data/anndata.ts";
import { type Codes, codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import { hasImages } from "../../data/has_images.ts";
import type { MuData } from "../../data/mudata.ts";
import { detectGrid } from "../../graph/detect_grid.ts";
import type { Method } from "../../methods/method.ts";
import { ari } from "../../metrics/ari.ts";
import type { MetricsReport } from "../../metrics/metrics_report.ts";
import type { Integration, ShownPartition } from "../../report/integration.ts";
import { sideBySide } from "../../report/side_by_side.ts";
import type { FoundDomains } from "./find_domains.ts";
import type { Settings } from "./settings.ts";
import type { TrainedTissue } from "./train_method.ts";

const FEATURES: Readonly<Record<ModalityKind, string>> = { rna: "genes", protein: "proteins", peaks: "peaks" };

/** Everything the page is made of. */
export interface Described {
  readonly settings: Settings;
  readonly method: Method;
  readonly kinds: Readonly<Record<string, ModalityKind>>;
  /** The modalities as they were read, before preprocessing. */
  readonly read: MuData;
  readonly found: FoundDomains;
  readonly trained: TrainedTissue;
  readonly domainKey: string;
  readonly alone: Readonly<Record<string, Codes>>;
  readonly scores: MetricsReport;
  readonly seconds: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Versions of what made the result. */
export function versions(): Record<string, string> {
  return { weft: VERSION, deno: Deno.version.deno, v8: Deno.version.v8 };
}

/** Puts what was done and found into the words and parts of the page. */
export function describeIntegration(described: Described): Integration {
  const { settings, method, found, trained, scores, domainKey } = described;
  const { tissue } = found;
  const spatial = tissue.obsm[settings.spatialKey] as Dense;
  const sections = settings.libraryKey === undefined ? undefined : codesOf(tissue.obs.column(settings.libraryKey));
  const coordinates = sections ? sideBySide(spatial, sections) : spatial;
  const known = settings.labelsKey === undefined ? undefined : codesOf(tissue.obs.column(settings.labelsKey));
  const umap = tissue.obsm.X_umap as Dense | undefined;
  return {
    method: title(method),
    preset: method.preset,
    modalities: Object.entries(described.read.mod).map(([name, adata]) => inWords(name, adata, described.kinds[name]!)),
    coordinates,
    onGrid: detectGrid(coordinates)?.kind === "square",
    imageAxes: hasImages(tissue),
    sections: sections?.categories.filter((_, code) => sections.codes.includes(code)) ?? [],
    domains: { title: `Domains by ${title(method)}`, labels: codesOf(tissue.obs.column(domainKey)) },
    known: known && { title: `Known labels (${settings.labelsKey})`, labels: known },
    alone: Object.entries(described.alone).map(([name, labels]) => aloneShown(name, labels, known)),
    umap,
    history: trained.history,
    ending: trained.ending,
    scores: scores.rows,
    criterion: found.criterion,
    settings: settingWords(described),
    seconds: described.seconds,
    inputs: described.inputs,
    versions: versions(),
    notes: described.notes,
  };
}

function title({ name }: Method): string {
  return name.replaceAll("_", " ").toUpperCase();
}

function inWords(name: string, { nVars }: AnnData, kind: ModalityKind): string {
  return `${name} (${nVars.toLocaleString("en-US")} ${FEATURES[kind]})`;
}

function aloneShown(name: string, labels: Codes, known: Codes | undefined): ShownPartition {
  const title = `${name} alone`;
  if (!known) return { title, labels };
  return { title, labels, caption: `ARI ${ari(names(labels), names(known)).toFixed(3)} with the known labels` };
}

function names({ codes, categories }: Codes): (string | null)[] {
  return Array.from(codes, (code) => categories[code] ?? null);
}

function settingWords({ settings, method, kinds, found, trained }: Described): Record<string, string> {
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
