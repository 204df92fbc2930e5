import { textAttribute } from "../elements/expect.ts";
import type { StoredNode } from "../store.ts";

/** Number of rows of a stored table; `null` when it does not say. */
export async function axisLength(table: StoredNode | undefined): Promise<number | null> {
  if (table === undefined) return null;
  if (table.kind === "array") return table.shape[0] ?? null;
  const index = await table.get(textAttribute(table, "_index") ?? "_index");
  const values = index?.kind === "group" ? await index.get("values") ?? await index.get("codes") : index;
  return values?.kind === "array" ? values.shape[0] ?? null : null;
}
