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
 * @param given Colours as "#rrggbb" that go first; by name only some categories need one.
 * @returns Colours as "#rrggbb".
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
  const own = Array.isArray(given)
    ? (_: string, code: number) => hexOf(given[code % given.length])
    : (name: string) => Object.hasOwn(given, name) ? hexOf((given as Record<string, string>)[name]) : undefined;
  return categories.map((name, code) => own(name, code) ?? known[code]!);
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
