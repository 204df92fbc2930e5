import { WeftError } from "../../core/error.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import type { Column } from "../../data/columns/column.ts";
import type { Dense } from "../../data/dense.ts";

/**
 * Checks that spots lie in different places; each section has a plane of its own.
 *
 * @returns What a reader should know: how many spots share their place with another.
 */
export function checkPlaces(coordinates: Dense, sections?: Column): string[] {
  const planes = sections && codesOf(sections).codes;
  const spotsAt = new Map<string, number>();
  for (let i = 0; i < coordinates.nRows; i++) {
    const place = [planes?.[i], ...coordinates.row(i)].join(" ");
    spotsAt.set(place, (spotsAt.get(place) ?? 0) + 1);
  }
  if (spotsAt.size === 1) {
    throw new WeftError("BadValues", {
      expected: "spots in different places",
      found: `all ${coordinates.nRows} in one`,
      next: "Put the coordinates into obsm of a file, or name their slot with --spatial-key.",
    });
  }
  const sharing = [...spotsAt.values()].filter((spots) => spots > 1).reduce((sum, spots) => sum + spots, 0);
  if (sharing === 0) return [];
  return [`${sharing} of ${coordinates.nRows} spots share their place with another.`];
}
