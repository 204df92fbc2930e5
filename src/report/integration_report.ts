import { bicCurve } from "../plot/bic_curve.ts";
import { lossCurves } from "../plot/loss_curves.ts";
import { pointMap } from "../plot/point_map.ts";
import { specToSvg } from "../plot/spec_to_svg.ts";
import type { Dense } from "../data/dense.ts";
import type { MetricRow } from "../metrics/metrics_report.ts";
import type { Integration, ShownPartition } from "./integration.ts";
import { type Markup, markup } from "./markup.ts";
import { type Fact, page } from "./page.ts";
import { partitionColors } from "./partition_colors.ts";
import { type Figure, figures, folded, formatNumber, type LegendEntry, section, table } from "./section.ts";

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
  const { method, domains, modalities } = integration;
  const nSpots = domains.labels.codes.length;
  const nDomains = new Set(domains.labels.codes.filter((code) => code >= 0)).size;
  return page({
    title: `${nDomains} domains in ${formatNumber(nSpots)} spots`,
    lead: `Found by ${method} from ${list(modalities)}.`,
    facts: facts(integration),
    body: [
      integration.notes.map((note) => markup`<p class="note">${note}</p>`),
      tissueSection(integration),
      embeddingSection(integration),
      await trainingSection(integration),
      scoresSection(integration.scores),
      await criterionSection(integration),
      againSection(integration),
    ],
    footer: "Made by weft. This page needs no network: it may be mailed, archived or printed as it is.",
  });
}

function facts({ scores, seconds, history, preset }: Integration): Fact[] {
  const shown = scores.filter(({ metric }) => metric === "ari" || metric === "nmi");
  return [
    ...shown.map(({ metric, value }) => ({
      label: metric.toUpperCase(),
      value: scoreText(value),
    })),
    { label: "epochs", value: formatNumber(history.nRows) },
    { label: "preset", value: preset },
    ...(seconds.train === undefined
      ? []
      : [{ label: "trained in", value: `${seconds.train.toFixed(seconds.train < 10 ? 1 : 0)} s` }]),
  ];
}

function tissueSection(integration: Integration): Markup {
  const { alone, sections } = integration;
  const others = alone.map((partition) => map(integration, partition));
  const beside = others.length === 0
    ? ""
    : markup`<h3 class="group">What each modality shows by itself</h3>${figures(others)}`;
  const colors = "Every mark is a spot at its place; the same colour is the same tissue in every map.";
  const place = sections.length < 2 ? "" : ` Sections, row by row from the left: ${list(sections)}.`;
  const main = shown(integration).map((partition) => map(integration, partition));
  return section("The tissue", colors + place, figures(main, "wide"), beside);
}

/** The domains, and the known labels beside them. */
function shown({ domains, known }: Integration): ShownPartition[] {
  return known ? [domains, known] : [domains];
}

function map(integration: Integration, partition: ShownPartition): Figure {
  const shape = integration.onGrid ? "square" : "circle";
  const yAxis = integration.imageAxes ? "down" : "up";
  return drawn(integration, integration.coordinates, partition, { shape, yAxis });
}

function drawn(
  { domains, known }: Integration,
  coordinates: Dense,
  { title, caption, labels }: ShownPartition,
  options: object,
): Figure {
  const colors = partitionColors(labels, (known ?? domains).labels);
  const svg = pointMap(coordinates, labels, { ...options, colors, title });
  return { title, svg, legend: legend(labels, colors), ...(caption === undefined ? {} : { caption }) };
}

function legend({ codes, categories }: ShownPartition["labels"], colors: readonly string[]): LegendEntry[] {
  const counts = new Uint32Array(categories.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return categories.map((name, code) => ({ color: colors[code]!, name, count: counts[code]! })).filter(({ count }) =>
    count > 0
  );
}

function embeddingSection(integration: Integration): Markup | null {
  const { umap, method } = integration;
  if (!umap) return null;
  const size = { size: umapPointSize(umap) };
  const pictures = shown(integration).map(({ title, labels }) => drawn(integration, umap, { title, labels }, size));
  const sentence =
    `A UMAP of what ${method} learned: spots that it holds to be alike lie close together. Distances between far groups mean little.`;
  return section("The embedding", sentence, figures(pictures, "wide"));
}

/** A diameter at which a cloud of any size fills the picture without hiding itself. */
function umapPointSize({ nRows, data }: Dense): number {
  let [low, high] = [Infinity, -Infinity];
  for (let p = 0; p < data.length; p += 2) {
    low = Math.min(low, Number(data[p]));
    high = Math.max(high, Number(data[p]));
  }
  return (high - low) * Math.min(0.03, 0.45 / Math.sqrt(nRows));
}

async function trainingSection({ history, ending }: Integration): Promise<Markup | null> {
  if (history.nRows === 0) return null;
  const panels = history.columnNames.map((term) => specToSvg(lossCurves(history, { terms: [term] })));
  const sentence = `One panel per loss term, against the epoch; each on its own scale. ${ending}`;
  return section("The training", sentence, figures((await Promise.all(panels)).map((svg) => ({ svg })), "panels"));
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

async function criterionSection({ criterion }: Integration): Promise<Markup | null> {
  if (!criterion) return null;
  const svg = await specToSvg(bicCurve(criterion.nClusters, criterion.values, criterion.chosen));
  const sentence = `The number of domains was not given: ${criterion.chosen} has the least BIC of the numbers tried.`;
  return section("How many domains", sentence, figures([{ svg }], "whole"));
}

function againSection({ settings, seconds, inputs, versions }: Integration): Markup {
  const code = (entries: Readonly<Record<string, string>>) =>
    table(["", ""], Object.entries(entries).map(([name, value]) => [name, markup`<code>${value}</code>`] as const));
  const times = Object.entries(seconds).map(([stage, value]) => [stage, value] as const);
  return section(
    "To do it again",
    "Everything that went in. The same settings on the same files with the same engine give the same bytes.",
    folded("Settings", code(settings)),
    folded("Inputs (SHA-256)", code(inputs)),
    folded("Time by stage", table(["stage", "seconds"], times)),
    folded("Versions", code(versions)),
  );
}

/** A score as it is compared with others: three decimals. */
function scoreText(value: number | null): string {
  return value === null ? "undefined" : value.toFixed(3).replace("-", "−");
}

function bounds([low, high]: readonly [number, number]): string {
  const text = (value: number) => Number.isFinite(value) ? `${value}`.replace("-", "−") : value < 0 ? "−∞" : "∞";
  return `${text(low)}\u00a0…\u00a0${text(high)}`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
