import type { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import type { UnsValue } from "../data/uns.ts";
import { StringArray } from "../data/uns/string_array.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { palette } from "../plot/palette.ts";
import { formatCount, shortText } from "./format.ts";

const SHOWN = 12;
const MAX_LABEL = 60;

/** Categories as chips of their colour, label and number of rows; `colors` is the value of `uns["<key>_colors"]`. */
export function categoryChips(column: CategoricalColumn, colors: UnsValue | undefined): string {
  const labels = column.categories.toArray().slice(0, SHOWN).map(String);
  const counts = new Uint32Array(column.categories.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  const fills = chipColors(column.categories.length, colors);
  const chips = labels.map((label, code) => {
    const swatch = `<i style="background:${fills[code]}"></i>`;
    return `<span class="weft-chip">${swatch}${escapeMarkup(shortText(label, MAX_LABEL))}<small>${
      formatCount(counts[code]!)
    }</small></span>`;
  });
  const rest = column.categories.length - labels.length;
  return chips.join("") + (rest > 0 ? `<span class="weft-more">and ${formatCount(rest)} more</span>` : "");
}

/** Colours stored with the data where they are real colours, else the palette. */
function chipColors(count: number, stored: UnsValue | undefined): readonly string[] {
  const names = storedNames(stored);
  const safe = names.length >= count && names.every((name) => /^(#[\da-f]{3,8}|[a-z]+)$/i.test(name));
  return safe ? names : palette(count);
}

function storedNames(stored: UnsValue | undefined): readonly string[] {
  return stored instanceof StringArray || stored instanceof StringColumn ? stored.values : [];
}
