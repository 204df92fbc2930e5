import { examples } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { CategoricalColumn, type CategoricalOptions } from "./categorical_column.ts";
import { StringColumn } from "./string_column.ts";
import type { Value } from "./value.ts";

/** How {@linkcode categorical} orders and names the labels. */
export interface CategoricalFromValuesOptions extends CategoricalOptions {
  /** The labels that can occur, in their order; by default those that do, sorted (numbers by value, strings by code point). */
  readonly categories?: readonly string[];
}

/**
 * A categorical column from labels; numbers and booleans become their strings, `null` and `undefined` are missing.
 *
 * @param values One label a row.
 * @param options Categories and whether their order has a meaning.
 * @returns The column.
 * @throws {WeftError} `NotFound` when a label is not among the given categories.
 *
 * @example
 * ```ts
 * import { categorical } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const domain = categorical(["b", "a", null, "b"]);
 * assert.deepEqual(domain.categories.toArray(), ["a", "b"]);
 * assert.deepEqual([...domain.codes], [1, 0, -1, 1]);
 * ```
 */
export function categorical(
  values: ArrayLike<Value | undefined>,
  { categories, ordered = false }: CategoricalFromValuesOptions = {},
): CategoricalColumn {
  const labels = Array.from(values, (value) => value === null || value === undefined ? null : String(value));
  const names = categories ?? sortedNames(values);
  const codes = new Map(names.map((name, code) => [name, code]));
  const unknown = labels.filter((label): label is string => label !== null && !codes.has(label));
  if (unknown.length > 0) {
    throw new WeftError("NotFound", {
      expected: `labels among the categories ${examples(names)}`,
      found: `${unknown.length} others, such as ${examples(new Set(unknown))}`,
    });
  }
  const column = Int32Array.from(labels, (label) => label === null ? -1 : codes.get(label)!);
  return new CategoricalColumn(new StringColumn(names), column, { ordered });
}

function sortedNames(values: ArrayLike<Value | undefined>): string[] {
  const distinct = [...new Set(Array.from(values))].filter((value) => value !== null && value !== undefined);
  const numeric = distinct.every((value) => typeof value === "number" || typeof value === "bigint");
  const order = numeric
    ? (a: Value | undefined, b: Value | undefined) => Number(a) - Number(b)
    : (a: Value | undefined, b: Value | undefined) => String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  return distinct.sort(order).map(String);
}
