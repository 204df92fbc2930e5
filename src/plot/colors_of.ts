import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import { objectsOf } from "../data/objects_of.ts";
import type { UnsValue } from "../data/uns.ts";
import { StringArray } from "../data/uns/string_array.ts";
import { palette } from "./palette.ts";

/** Colours of categories: one each in their order, or by name. */
export type CategoryColors = readonly string[] | Readonly<Record<string, string>>;

/**
 * One colour a category: those given, else those stored in `uns["<key>_colors"]` as scanpy keeps them, else the
 * palette's by position. Positions stay when observations are taken away, and so do colours.
 *
 * @param data One modality or several.
 * @param key Column of `obs` that the categories are of.
 * @param categories All categories of the column, in order.
 * @param given Colours as "#rgb", "#rrggbb" or "#rrggbbaa" that go first; by name only some categories need one.
 * @returns Colours as "#rrggbb".
 * @throws {WeftError} `InvalidArgument` when one of those given is no such colour, or a list has fewer than there are
 * categories.
 *
 * @example
 * ```ts
 * import { colorsOf } from "weft/plot";
 * import { AnnData, StringArray } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ uns: { domain_colors: new StringArray(["#112233", "#445566"]) } });
 * assert.deepEqual(colorsOf(adata, "domain", ["a", "b"], { b: "#f00" }), ["#112233", "#ff0000"]);
 * ```
 */
export function colorsOf(
  data: Annotated,
  key: string,
  categories: readonly string[],
  given: CategoryColors = {},
): string[] {
  const stored =
    objectsOf(data).map(({ uns }) => storedColors(uns[`${key}_colors`])).find(({ length }) => length > 0) ?? [];
  const known = stored.length >= categories.length ? stored : palette(categories.length);
  const own = new Map(Object.entries(given).map(([name, color]) => [name, checkedHex(color, name, given)]));
  if (Array.isArray(given) && given.length < categories.length) {
    throw new WeftError("InvalidArgument", {
      expected: `palette to have a colour for each of the ${categories.length} categories of ${show(key)}`,
      found: String(given.length),
      next: "Give more, or give some by name: { name: colour }.",
    });
  }
  return categories.map((name, code) => own.get(Array.isArray(given) ? String(code) : name) ?? known[code]!);
}

function checkedHex(color: unknown, name: string, given: CategoryColors): string {
  const hex = typeof color === "string" ? hexOf(color) : undefined;
  if (hex !== undefined) return hex;
  throw new WeftError("InvalidArgument", {
    expected: 'palette to hold colours such as "#d62728"',
    found: show(color),
    where: Array.isArray(given) ? `palette[${name}]` : `palette, at ${show(name)}`,
  });
}

/** Colours that a file brings, all or none: they are pasted into pages, so nothing but a colour passes. */
function storedColors(value: UnsValue | undefined): string[] {
  const names = value instanceof StringArray || value instanceof StringColumn ? value.values : [];
  const colors = names.map(hexOf);
  return colors.every((color) => color !== undefined) ? colors : [];
}

/** "#rrggbb" in small letters of "#rgb", "#rrggbb" or "#rrggbbaa"; `undefined` of anything else. */
export function hexOf(color: string | undefined): string | undefined {
  const digits = color?.match(/^#(?:([\da-f]{3})|([\da-f]{6})(?:[\da-f]{2})?)$/i);
  if (!digits) return undefined;
  return `#${(digits[2] ?? digits[1]!.replace(/./g, "$&$&")).toLowerCase()}`;
}
