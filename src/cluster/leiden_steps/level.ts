import type { Undirected } from "../undirected.ts";

/** The graph of one level of Leiden: nodes are groups of observations; what lies inside a node counts in `strengths` only. */
export type Level = Undirected;

/** Renames labels to 0 … count − 1 in order of first appearance, in place; returns the count. */
export function renumber(labels: Int32Array): number {
  const names = new Int32Array(labels.length).fill(-1);
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (names[label] === -1) names[label] = count++;
    labels[i] = names[label]!;
  }
  return count;
}
