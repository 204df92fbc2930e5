import type { Annotated } from "../../data/annotated.ts";
import { StringArray } from "../../data/uns/string_array.ts";
import { palette } from "../../plot/palette.ts";

/** Colours as `uns` may hold them: "#rgb", "#rrggbb" or, with an opacity that is left out, "#rrggbbaa". */
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6}(?:[0-9a-f]{2})?)$/i;

/**
 * One colour a category as "#rrggbb": those of `uns["<key>_colors"]` where scanpy or the user put some, else of the
 * palette by the category's place, so that a subset keeps its colours.
 */
export function categoryColors(data: Annotated, key: string, count: number): string[] {
  const places = [data, ...(data.kind === "mudata" ? Object.values(data.mod) : [])];
  for (const { uns } of places) {
    const kept = uns[`${key}_colors`];
    const colors = kept instanceof StringArray ? kept.values : [];
    if (colors.length >= count && colors.every((color) => HEX.test(color))) {
      return colors.slice(0, count).map(sixDigits);
    }
  }
  return palette(count);
}

function sixDigits(color: string): string {
  const digits = color.slice(1).toLowerCase();
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits.slice(0, 6)}`;
}
