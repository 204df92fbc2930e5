import { checkLength } from "../core/check.ts";
import { hungarian } from "./hungarian.ts";

/**
 * The partner of every code of `labels` among the codes of `reference`, −1 for none: the pairing under which most rows
 * agree. Pairs that share no row are not made.
 */
export function matchCodes(labels: Int32Array, reference: Int32Array, nLabels: number, nReference: number): Int32Array {
  checkLength(labels.length, reference.length, "labels", "the reference");
  const counts = new Float64Array(nLabels * nReference);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i]! >= 0 && reference[i]! >= 0) counts[labels[i]! * nReference + reference[i]!]!++;
  }
  const partners = hungarian(counts.map((count) => -count), nLabels, nReference);
  return partners.map((partner, code) => partner >= 0 && counts[code * nReference + partner]! > 0 ? partner : -1);
}
