import { median } from "../../../core/median.ts";
import type { Measured } from "../measured.ts";
import { COUNTS } from "../read_outs.ts";
import { paragraphs, table } from "./markdown.ts";
import { short } from "./numbers.ts";
import { coverage, type RowResults, rowsOf, tablesOf, valuesOf } from "./results.ts";

const CRITERIA = [["silhouette", 1, "silhouette"], ["daviesBouldin", -1, "Davies–Bouldin"], [
  "fmi",
  1,
  "mean FMI",
]] as const;
const SHOWN = [3, 4, 5, 6, 8] as const;

/** What is found when nobody tells the number of domains, and when too few or too many are asked for. */
export function counts(measured: readonly Measured[]): string {
  return paragraphs(
    ...tablesOf(measured, "counts").flatMap((preset) => {
      const rows = rowsOf(measured, "counts", preset).filter(({ results }) => results.size > 0);
      return [
        `**Preset \`${preset}\`: the number that each criterion chooses, tissue by tissue (true: 5)**`,
        table(
          ["row", ...CRITERIA.map(([, , heading]) => heading)],
          rows.map((row) => [
            `${row.row.label}${coverage(row)}`,
            ...CRITERIA.map(([score, sign]) => chosen(row, score, sign).join(", ")),
          ]),
        ),
        `**Preset \`${preset}\`: ARI of mclust / k-means at other numbers of clusters, median**`,
        table(
          ["row", ...SHOWN.map((n) => `${n}`)],
          rows.map((row) => [
            row.row.label,
            ...SHOWN.map((n) =>
              `${short(median(valuesOf(row, `mclust@${n}`)))} / ${short(median(valuesOf(row, `kmeans@${n}`)))}`
            ),
          ]),
        ),
      ];
    }),
  );
}

function chosen({ results }: RowResults, score: string, sign: 1 | -1): number[] {
  return [...results.values()].map(({ scores }) =>
    COUNTS.reduce((top, n) => sign * scores[`${score}@${n}`]! > sign * scores[`${score}@${top}`]! ? n : top)
  );
}
