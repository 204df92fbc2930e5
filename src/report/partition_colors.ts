import { matchCodes } from "../cluster/match_codes.ts";
import type { Codes } from "../data/columns/codes_of.ts";
import { palette } from "../plot/palette.ts";

/**
 * One colour a category, so that a category has the colour of the one of `reference` that it shares most spots with:
 * the same colour then is the same tissue in every map. Categories without a partner get colours of their own.
 */
export function partitionColors({ codes, categories }: Codes, reference: Codes): string[] {
  const nReference = reference.categories.length;
  const partners = matchCodes(codes, reference.codes, categories.length, nReference);
  const colors = palette(nReference + categories.length);
  let next = nReference;
  return Array.from(partners, (partner) => colors[partner >= 0 ? partner : next++]!);
}
