import { integrationSummary } from "../display/integration_summary.ts";
import { palette } from "../plot/palette.ts";
import type { CellIntegration } from "./cell_integration.ts";
import { drawnPartition } from "./drawn_partition.ts";
import { listed } from "./listed.ts";
import { Markup, markup } from "./markup.ts";
import { type Fact, page } from "./page.ts";
import { partitionColors } from "./partition_colors.ts";
import { runSections } from "./run_sections.ts";
import { scoreText } from "./score_text.ts";
import { type Figure, figures, formatNumber, section } from "./section.ts";
import type { ShownPartition } from "./shown_partition.ts";
import { umapPointSize } from "./umap_point_size.ts";

/**
 * The page of an integration of cells that have no place, such as cells whose modalities were measured apart: the
 * embedding coloured by clusters, known labels, modalities and batches, a curve per loss term, the scores of the
 * integration with a bar each, and everything needed to do it again.
 *
 * @param integration What was done and found.
 * @returns One self-contained HTML file: no script, nothing loaded from elsewhere, every text escaped.
 *
 * @example
 * ```ts
 * import { cellReport } from "weft/report";
 * import { codesOf, column, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const html = await cellReport({
 *   method: "scMRDR",
 *   preset: "default",
 *   modalities: ["rna (2 genes)", "atac (3 peaks)"],
 *   umap: Dense.fromRows([[0, 0], [1, 1]]),
 *   clusters: { title: "Clusters", labels: codesOf(column(["1", "2"])) },
 *   sources: [{ title: "modality", labels: codesOf(column(["rna", "atac"])) }],
 *   history: new Frame(["1", "2"], { total: [2, 1] }),
 *   ending: "All epochs were done.",
 *   settings: {},
 *   seconds: { total: 1 },
 *   inputs: {},
 *   versions: {},
 *   notes: [],
 * });
 * assert.match(html, /2 clusters in 2 cells/);
 * ```
 */
export async function cellReport(integration: CellIntegration): Promise<string> {
  const { method, clusters, modalities } = integration;
  const nClusters = new Set(clusters.labels.codes.filter((code) => code >= 0)).size;
  const { facts, notes, training, criterion, again } = await runSections(integration, "clusters");
  return page({
    title: `${nClusters} clusters in ${formatNumber(clusters.labels.codes.length)} cells`,
    lead: `Found by ${method} from ${listed(modalities)}.`,
    facts: [...scoreFacts(integration), ...facts],
    body: [notes, cellsSection(integration), scoresSection(integration), training, criterion, again],
    footer: "Made by weft. This page needs no network: it may be mailed, archived or printed as it is.",
  });
}

function scoreFacts({ scores, foscttm }: CellIntegration): Fact[] {
  const groups = scores ? scores.groups.map((group) => ({ label: group, value: scoreText(scores.group(group)) })) : [];
  return [
    ...(scores ? [{ label: "total", value: scoreText(scores.total) }, ...groups] : []),
    ...(foscttm === undefined ? [] : [{ label: "FOSCTTM", value: scoreText(foscttm) }]),
  ];
}

function cellsSection({ method, umap, clusters, known, sources }: CellIntegration): Markup {
  const size = { size: umapPointSize(umap) };
  const drawn = (partition: ShownPartition, colors: readonly string[]): Figure =>
    drawnPartition(umap, partition, colors, size);
  const kinds = (known ? [clusters, known] : [clusters]).map((partition) =>
    drawn(partition, partitionColors(partition.labels, (known ?? clusters).labels))
  );
  const origins = sources.map((partition) => drawn(partition, palette(partition.labels.categories.length)));
  return section(
    "The cells",
    `A UMAP of what ${method} learned: cells that it holds to be alike lie close together, whatever they were ` +
      "measured by. Distances between far groups mean little.",
    figures(kinds, "wide"),
    origins.length > 0 ? markup`<h3 class="group">What should be mixed</h3>${figures(origins, "half")}` : "",
  );
}

function scoresSection({ scores, foscttm }: CellIntegration): Markup | null {
  if (!scores && foscttm === undefined) return null;
  const table = scores ? new Markup(integrationSummary(scores)) : "";
  const partners = foscttm === undefined
    ? ""
    : markup`<p>FOSCTTM ${
      scoreText(foscttm)
    }: the share of cells of the other modality that lie nearer to a cell than its
own partner does; 0 is perfect, 0.5 is chance.</p>`;
  return section(
    "The scores",
    scores
      ? "All in the table from 0 to 1, more is better; nothing is rescaled. Kept kinds and mixed sources pull against each other."
      : "Labels are not known: what can be told is how near the partners of cells are.",
    table,
    partners,
  );
}
