import { type Codes, codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import { hasImages } from "../../data/has_images.ts";
import { detectGrid } from "../../graph/detect_grid.ts";
import { ari } from "../../metrics/ari.ts";
import { labelProportions } from "../../metrics/label_proportions.ts";
import type { MetricsReport } from "../../metrics/metrics_report.ts";
import type { Integration } from "../../report/integration.ts";
import type { ShownPartition } from "../../report/shown_partition.ts";
import { sideBySide } from "../../report/side_by_side.ts";
import { type DescribedRun, describeRun, methodTitle } from "./describe_run.ts";

/** Everything the page of a tissue is made of. */
export interface Described extends DescribedRun {
  readonly domainKey: string;
  readonly alone: Readonly<Record<string, Codes>>;
  readonly scores: MetricsReport;
}

/** Puts what was done and found into the words and parts of the page. */
export function describeIntegration(described: Described): Integration {
  const { settings, method, found, scores, domainKey } = described;
  const { tissue } = found;
  const spatial = tissue.obsm[settings.spatialKey] as Dense;
  const sections = settings.libraryKey === undefined ? undefined : codesOf(tissue.obs.column(settings.libraryKey));
  const imageAxes = hasImages(tissue);
  const coordinates = sections ? sideBySide(spatial, sections, imageAxes ? "down" : "up") : spatial;
  const known = settings.labelsKey === undefined ? undefined : codesOf(tissue.obs.column(settings.labelsKey));
  const domains = tissue.obs.column(domainKey);
  return {
    ...describeRun(described),
    coordinates,
    onGrid: detectGrid(coordinates)?.kind === "square",
    imageAxes,
    sections: sections?.categories.filter((_, code) => sections.codes.includes(code)) ?? [],
    proportions: settings.libraryKey === undefined
      ? undefined
      : labelProportions(domains, tissue.obs.column(settings.libraryKey)),
    domains: { title: `Domains by ${methodTitle(method)}`, labels: codesOf(domains) },
    known: known && { title: `Known labels (${settings.labelsKey})`, labels: known },
    alone: Object.entries(described.alone).map(([name, labels]) => aloneShown(name, labels, known)),
    umap: tissue.obsm.X_umap as Dense | undefined,
    scores: scores.rows,
  };
}

function aloneShown(name: string, labels: Codes, known: Codes | undefined): ShownPartition {
  const title = `${name} alone`;
  if (!known) return { title, labels };
  return { title, labels, caption: `ARI ${ari(names(labels), names(known)).toFixed(3)} with the known labels` };
}

function names({ codes, categories }: Codes): (string | null)[] {
  return Array.from(codes, (code) => categories[code] ?? null);
}
