import { Frame } from "../data/frame.ts";
import { checkLabels, labelCodes, type Labels } from "./labels.ts";

/**
 * Of each section the share of its spots that every label has: how much of a domain there is where. Groups may be
 * anything that parts the rows: sections, donors, modalities.
 *
 * p_sk = spots of section s with label k / spots of section s with a label.
 *
 * @param labels One label a spot, mostly its domain; spots without one are left out.
 * @param sections The section of each spot; spots without one are left out.
 * @returns A row a section, a column a label (both in their own order), float64; rows sum to 1. A section whose spots all
 * lack a label is a row of NaN.
 * @throws {WeftError} `Misaligned` when labels and sections differ in length.
 *
 * @example
 * ```ts
 * import { labelProportions } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const shares = labelProportions(["cortex", "cortex", "medulla", "medulla"], ["a", "a", "a", "b"]);
 * assert.deepEqual(shares.row(1), { index: "b", cortex: 0, medulla: 1 });
 * assert(Math.abs(Number(shares.column("cortex").get(0)) - 2 / 3) < 1e-12);
 * ```
 */
export function labelProportions(labels: Labels, sections: Labels): Frame {
  checkLabels(labels, sections.length, "the sections");
  const [label, section] = [labelCodes(labels), labelCodes(sections)];
  const totals = new Float64Array(section.names.length);
  const counts = label.names.map(() => new Float64Array(section.names.length));
  section.codes.forEach((s, i) => {
    const k = label.codes[i]!;
    if (s < 0 || k < 0) return;
    totals[s]!++;
    counts[k]![s]!++;
  });
  const shares = counts.map((column) => column.map((count, s) => count / totals[s]!));
  return new Frame(section.names, label.names.map((name, k) => [name, shares[k]!] as const));
}
