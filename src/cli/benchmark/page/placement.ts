import { median } from "../../../core/median.ts";
import { pairedDifference } from "../../../study/statistics/paired_difference.ts";
import type { Measured } from "../measured.ts";
import { list, paragraphs, table } from "./markdown.ts";
import { notRun } from "./not_run.ts";
import { probability, short, signed, spread } from "./numbers.ts";
import { best, coverage, type RowResults, rowsOf, valuesOf } from "./results.ts";

/** Scores with what chance gives for each. */
const SCORES = [["inLayer", "in its layers"], ["nearest", "nearest"], ["correlation", "r"]] as const;
const COUNTS = [["variable", "variable"], ["again", "found again"]] as const;
const TYPES = ["L2/3", "L4/5", "L6", "Oligo"] as const;

/** Cells placed on a tissue, against shuffled plans, and what the tissue shows that was imputed from them. */
export function placement(measured: readonly Measured[]): string {
  const planned = rowsOf(measured, "placement", "cortex");
  const rows = planned.filter(({ results }) => results.size > 0);
  if (rows.length === 0) return notRun(planned);
  const of = (row: RowResults, score: string) => median(valuesOf(row, score));
  const counted = (row: RowResults, score: string, all: string) =>
    `${of(row, score)} / ${of(row, `${score}Shuffled`)}, of ${of(row, all)}`;
  return paragraphs(
    table(
      ["row", ...SCORES.map(([, heading]) => heading), ...COUNTS.map(([, heading]) => heading)],
      rows.map((row) => [
        `${row.row.label}${coverage(row)}`,
        ...SCORES.map(([score]) => `${spread(valuesOf(row, score))} / ${short(of(row, `${score}Shuffled`))}`),
        counted(row, "variable", "nGenes"),
        counted(row, "again", "measuredVariable"),
      ]),
    ),
    table(
      ["in its layers, by type", ...TYPES],
      rows.map((row) => [
        row.row.label,
        ...TYPES.map((type) => `${short(of(row, `inLayer ${type}`))} / ${short(of(row, `inLayerShuffled ${type}`))}`),
      ]),
    ),
    list([...rows.map(againstChance), ...simpler(rows)]),
  );
}

function againstChance(row: RowResults): string {
  const { n, mean, low, high, pValue } = pairedDifference(
    valuesOf(row, "inLayer"),
    valuesOf(row, "inLayerShuffled"),
  );
  if (n < 2) return `${row.row.label}: one draw only.`;
  const said = low > 0 ? "puts cells into their layers" : "**does not put cells into their layers**";
  return `${row.row.label} ${said}: ${signed(mean)} (${signed(low)} to ${signed(high)}; p ${
    probability(pValue)
  }) above a shuffled plan.`;
}

/** Where nearest neighbours do better than any transport. */
function simpler(rows: readonly RowResults[]): string[] {
  const nearest = rows.find(({ row }) => row.method === "nearest_smoothed");
  const transport = best(rows.filter((row) => row !== nearest), "inLayer");
  if (!nearest || !transport) return [];
  const [own, other] = [nearest, transport].map((row) => median(valuesOf(row, "inLayer"))) as [number, number];
  return own > other
    ? [
      `**Nearest spots do better than any transport**: ${short(own)} against ${short(other)} (${transport.row.label}).`,
    ]
    : [];
}
