import type { UnsValue } from "../../data/uns.ts";
import type { StoredNode } from "../store.ts";
import type { ReadContext } from "./context.ts";
import { expectGroup } from "./expect.ts";

/** Reads a group as a dictionary of its children. */
export async function readDict(node: StoredNode, context: ReadContext): Promise<Record<string, UnsValue>> {
  const group = expectGroup(node);
  const entries: Record<string, UnsValue> = Object.create(null);
  for (const name of await group.keys()) {
    const entry = await group.get(name);
    if (entry) entries[name] = await context.read(entry);
  }
  return entries;
}
