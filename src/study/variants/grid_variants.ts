import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Method } from "../../methods/method.ts";
import type { Variant } from "../variant.ts";
import { plainVariant } from "../variant.ts";

/** Values to try of settings, by the setting's name. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/**
 * A variant for every combination of the values, the last setting changing fastest.
 *
 * @throws {WeftError} `InvalidArgument` for a setting without values or one that the method does not have.
 */
export function gridVariants(method: Method, grid: Grid): Variant[] {
  let combinations: Readonly<Record<string, unknown>>[] = [{}];
  for (const [setting, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new WeftError("InvalidArgument", {
        expected: `a list of values for grid.${setting}`,
        found: show(values),
      });
    }
    combinations = combinations.flatMap((known) => values.map((value) => ({ ...known, [setting]: value })));
  }
  const variants = combinations.map((settings) =>
    plainVariant(lineName(method, settings), method.variant(settings), settings)
  );
  const names = variants.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return variants;
  throw new WeftError("Duplicate", { expected: "each value of a grid once", found: `${show(twice)} twice` });
}

/** "margin=0.5, lr=0.001"; the method's name where nothing is changed. */
function lineName(method: Method, settings: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(settings).map(([name, value]) => `${name}=${valueText(value)}`);
  return parts.length === 0 ? method.name : parts.join(", ");
}

/** A value as a table says it. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
}
