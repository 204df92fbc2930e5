import type { Column } from "../../data/columns/column.ts";
import { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import { Frame } from "../../data/frame.ts";
import type { StoredGroup, StoredNode } from "../store.ts";
import { asCategories } from "./categorical.ts";
import { toCodes } from "./codes.ts";
import { columnOf } from "./column.ts";
import type { ReadContext } from "./context.ts";
import { child, expectArray, expectGroup, namesAttribute, textAttribute } from "./expect.ts";

/**
 * Reads a table: a group with the columns that the attribute `column-order` lists and the index that `_index` names.
 * Columns of version 0.1.0 may be codes whose attribute `categories` leads to their labels.
 */
export async function readDataframe(node: StoredNode, context: ReadContext): Promise<Frame> {
  const group = expectGroup(node);
  const indexKey = textAttribute(group, "_index") ?? "_index";
  const index = columnOf(await context.read(await child(group, indexKey)), indexKey);
  const columns: [string, Column][] = [];
  for (const name of namesAttribute(group, "column-order")) {
    columns.push([name, await readColumn(group, await child(group, name), name, context)]);
  }
  const names = index.kind === "string" ? index.values : index.toArray().map(String);
  return new Frame(names, columns, { indexName: indexKey === "_index" ? null : indexKey });
}

async function readColumn(group: StoredGroup, node: StoredNode, name: string, context: ReadContext): Promise<Column> {
  const reference = textAttribute(node, "categories");
  if (reference === undefined) return columnOf(await context.read(node), name);
  const labels = await group.get(reference) ?? await child(context.store.root, reference);
  const categories = asCategories(columnOf(await context.read(labels), name));
  const codes = toCodes(await expectArray(node).read());
  return new CategoricalColumn(categories, codes, { ordered: labels.attrs["ordered"] === true });
}
