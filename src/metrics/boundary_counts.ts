import type { Csr } from "../data/csr.ts";
import { checkLabels, labelCodes, type Labels } from "./labels.ts";

/** How many edges of a graph cross a border. */
export interface BoundaryCounts {
  /** Edges whose ends differ in the prediction. */
  readonly predicted: number;
  /** Edges whose ends differ in the truth. */
  readonly truth: number;
  /** Edges whose ends differ in both. */
  readonly both: number;
}

/** Counts the stored edges that cross a border; edges that touch a spot without either label are left out. */
export function boundaryCounts(predicted: Labels, truth: Labels, graph: Csr): BoundaryCounts {
  checkLabels(predicted, graph.nRows, "the graph");
  checkLabels(truth, graph.nRows, "the graph");
  const a = labelCodes(predicted).codes;
  const b = labelCodes(truth).codes;
  const counts = { predicted: 0, truth: 0, both: 0 };
  for (let i = 0; i < graph.nRows; i++) {
    for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
      const j = graph.indices[p]!;
      if (Math.min(a[i]!, a[j]!, b[i]!, b[j]!) < 0) continue;
      const [crossesA, crossesB] = [a[i] !== a[j], b[i] !== b[j]];
      if (crossesA) counts.predicted++;
      if (crossesB) counts.truth++;
      if (crossesA && crossesB) counts.both++;
    }
  }
  return counts;
}
