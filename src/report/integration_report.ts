import type { MetricRow } from "../metrics/metrics_report.ts";
import { drawnPartition } from "./drawn_partition.ts";
import type { Integration } from "./integration.ts";
import { listed } from "./listed.ts";
import { type Insert, type Markup, markup } from "./markup.ts";
import { type Fact, page } from "./page.ts";
import { partitionColors } from "./partition_colors.ts";
import { runSections } from "./run_sections.ts";
import { scoreText } from "./score_text.ts";
import { type Figure, figures, formatNumber, section, table } from "./section.ts";
import type { ShownPartition } from "./shown_partition.ts";
import { umapPointSize } from "./umap_point_size.ts";

/**
 * The page of an integration: maps of the domains beside what each modality shows alone, the embedding, a curve per
 * loss term, scores with their meaning, and everything needed to do it again.
 *
 * @param integration What was done and found.
 * @returns One self-contained HTML file: no script, nothing loaded from elsewhere, every text escaped.
 *
 * @example
 * ```ts
 * import { integrationReport } from "weft/report";
 * import { codesOf, column, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const html = await integrationReport({
 *   method: "SMART",
 *   preset: "default",
 *   modalities: ["rna (2 genes)"],
 *   coordinates: Dense.fromRows([[0, 0], [1, 1]]),
 *   onGrid: false,
 *   imageAxes: false,
 *   sections: [],
 *   domains: { title: "Domains", labels: codesOf(column(["1", "2"])) },
 *   alone: [],
 *   history: new Frame(["1", "2"], { total: [2, 1] }),
 *   ending: "All epochs were done.",
 *   scores: [],
 *   settings: {},
 *   seconds: { total: 1 },
 *   inputs: {},
 *   versions: {},
 *   notes: [],
 * });
 * assert.match(html, /2 domains in 2 spots/);
 * ```
 */
export async function integrationReport(integration: Integration): Promise<string> {
  const { method, domains, modalities, scores } = integration;
  const nSpots = domains.labels.codes.length;
  const nDomains = new Set(domains.labels.codes.filter((code) => code >= 0)).size;
  const { facts, notes, training, criterion, again } = await runSections(integration, "domains");
  return page({
    title: `${nDomains} domains in ${formatNumber(nSpots)} spots`,
    lead: `Found by ${method} from ${listed(modalities)}.`,
    facts: [...agreement(scores), ...facts],
    body: [
      notes,
      tissueSection(integration),
      embeddingSection(integration),
      training,
      scoresSection(scores),
      criterion,
      again,
    ],
    footer: "Made by weft. This page needs no network: it may be mailed, archived or printed as it is.",
  });
}

function agreement(scores: readonly MetricRow[]): Fact[] {
  const shown = scores.filter(({ metric }) => metric === "ari" || metric === "nmi");
  return shown.map(({ metric, value }) => ({ label: metric.toUpperCase(), value: scoreText(value) }));
}

function tissueSection(integration: Integration): Markup {
  const { alone, sections } = integration;
  const others = alone.map((partition) => map(integration, partition));
  const beside = others.length === 0
    ? ""
    : markup`<h3 class="group">What each modality shows by itself</h3>${figures(others)}`;
  const colors = "Every mark is a spot at its place; the same colour is the same tissue in every map.";
  const place = sections.length < 2 ? "" : ` Sections, row by row from the left: ${listed(sections)}.`;
  const main = shown(integration).map((partition) => map(integration, partition));
  return section("The tissue", colors + place, figures(main, "wide"), proportionsPart(integration), beside);
}

/** How much of each domain a section has: a row a domain, a column a section. */
function proportionsPart({ proportions }: Integration): Insert {
  if (!proportions || proportions.nRows < 2) return "";
  const rows = proportions.columnNames.map((domain) => [
    domain,
    ...Array.from(proportions.column(domain).toArray(), (share) => percent(Number(share))),
  ]);
  const words = markup`<h3 class="group">How much of each domain a section has</h3>`;
  return markup`${words}${table(["domain", ...proportions.index], rows, "proportions")}`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)}\u00a0%`;
}

/** The domains, and the known labels beside them. */
function shown({ domains, known }: Integration): ShownPartition[] {
  return known ? [domains, known] : [domains];
}

function map(integration: Integration, partition: ShownPartition): Figure {
  const shape = integration.onGrid ? "square" : "circle";
  const yAxis = integration.imageAxes ? "down" : "up";
  return drawnPartition(integration.coordinates, partition, colorsOf(integration, partition), { shape, yAxis });
}

function colorsOf({ domains, known }: Integration, { labels }: ShownPartition): string[] {
  return partitionColors(labels, (known ?? domains).labels);
}

function embeddingSection(integration: Integration): Markup | null {
  const { umap, method } = integration;
  if (!umap) return null;
  const size = { size: umapPointSize(umap) };
  const pictures = shown(integration).map(({ title, labels }) =>
    drawnPartition(umap, { title, labels }, colorsOf(integration, { title, labels }), size)
  );
  const sentence =
    `A UMAP of what ${method} learned: spots that it holds to be alike lie close together. Distances between far groups mean little.`;
  return section("The embedding", sentence, figures(pictures, "wide"));
}

function scoresSection(scores: readonly MetricRow[]): Markup | null {
  if (scores.length === 0) return null;
  const rows = scores.map(({ metric, value, range, direction, meaning }) =>
    [markup`<code>${metric}</code>`, scoreText(value), bounds(range), direction, meaning] as const
  );
  return section(
    "The scores",
    "What each figure can be, which way is better, and what it says.",
    table(["score", "value", "range", "better", "meaning"], rows, "scores"),
  );
}

function bounds([low, high]: readonly [number, number]): string {
  const text = (value: number) => Number.isFinite(value) ? `${value}`.replace("-", "−") : value < 0 ? "−∞" : "∞";
  return `${text(low)}\u00a0…\u00a0${text(high)}`;
}
