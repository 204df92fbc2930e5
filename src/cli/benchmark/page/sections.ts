import type { Measured } from "../measured.ts";
import { scoresTable } from "./accuracy.ts";
import { type Limit, limits, type Ordering, orderings } from "./integration.ts";
import { paragraphs } from "./markdown.ts";
import { isRun, rowsOf, tablesOf } from "./results.ts";

const SCORES = [
  ["mclust", "ARI, mclust"],
  ["kmeans", "ARI, k-means"],
  ["probe", "probe"],
  ["ilisi", "iLISI"],
  ["kbet", "kBET"],
] as const;

const BARS: readonly Limit[] = [
  { id: "smart_ms", score: "mclust", value: 0.9 },
  { id: "smart_ms", score: "kmeans", value: 0.9 },
  { id: "smart_ms", score: "ilisi", value: 0.6 },
];

const NEEDED: readonly Ordering[] = [{
  of: "smart_ms",
  over: "smart_ms_plain",
  scores: ["ilisi", "kbet", "mclust", "kmeans"],
  claim: "SMART-MS is better with Harmony",
}, {
  of: "smart_ms",
  over: "smart_sections",
  scores: ["ilisi", "kmeans"],
  claim: "triplets across sections help",
}];

/** Sections joined: scores, limits, and what Harmony and the triplets across sections are good for. */
export function sections(measured: readonly Measured[]): string {
  return paragraphs(
    ...tablesOf(measured, "sections").flatMap((name) => {
      const rows = rowsOf(measured, "sections", name);
      const told = isRun(rows) ? [limits(rows, BARS), orderings(rows, NEEDED)] : [];
      return [`**Factors of ${name}**`, scoresTable(rows, SCORES), ...told];
    }),
  );
}
