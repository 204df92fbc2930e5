import { WeftError } from "../../core/error.ts";
import { CategoricalColumn, type Categories } from "../../data/columns/categorical_column.ts";
import type { Column } from "../../data/columns/column.ts";
import type { StoredNode } from "../store.ts";
import { columnOf } from "./column.ts";
import type { ReadContext } from "./context.ts";
import { child, childArray, expectGroup } from "./expect.ts";
import { toCodes } from "./codes.ts";

/** Reads a group of codes and categories. */
export async function readCategorical(node: StoredNode, context: ReadContext): Promise<CategoricalColumn> {
  const group = expectGroup(node);
  const codes = toCodes(await (await childArray(group, "codes")).read());
  const categories = columnOf(await context.read(await child(group, "categories")), "categories");
  return new CategoricalColumn(asCategories(categories), codes, { ordered: group.attrs["ordered"] === true });
}

/** A column as the categories of another; nullable strings without a missing one count as strings. */
export function asCategories(column: Column): Categories {
  if (column.kind === "nullable" && !column.mask.includes(1)) return column.values;
  if (column.kind !== "nullable" && column.kind !== "categorical") return column;
  throw new WeftError("Corrupt", { expected: "categories that are text, numbers or booleans", found: column.kind });
}
