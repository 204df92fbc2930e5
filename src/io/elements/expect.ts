import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AttributeValue, StoredArray, StoredGroup, StoredNode } from "../store.ts";

/** The node as an array; `Corrupt` when it is a group. */
export function expectArray(node: StoredNode): StoredArray {
  if (node.kind === "array") return node;
  throw new WeftError("Corrupt", { expected: "an array", found: "a group", where: quoted(node) });
}

/** The node as a group; `Corrupt` when it is an array. */
export function expectGroup(node: StoredNode): StoredGroup {
  if (node.kind === "group") return node;
  throw new WeftError("Corrupt", { expected: "a group", found: "an array", where: quoted(node) });
}

/** The child of that name; `Corrupt` when the group has none. */
export async function child(group: StoredGroup, name: string): Promise<StoredNode> {
  const node = await group.get(name);
  if (node) return node;
  const names = await group.keys();
  throw new WeftError("Corrupt", {
    expected: `an entry ${show(name)}`,
    found: names.length === 0 ? "an empty group" : examples(names, 8),
    where: quoted(group),
  });
}

/** The child array of that name. */
export async function childArray(group: StoredGroup, name: string): Promise<StoredArray> {
  return expectArray(await child(group, name));
}

/** A text attribute; undefined when it is absent or not text. */
export function textAttribute(node: StoredNode, name: string): string | undefined {
  const value = node.attrs[name];
  return typeof value === "string" ? value : undefined;
}

/** An attribute that is a list of names; an empty list of any type counts. */
export function namesAttribute(node: StoredNode, name: string): string[] {
  const value: AttributeValue | undefined = node.attrs[name];
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [...value];
  throw new WeftError("Corrupt", {
    expected: `an attribute ${show(name)} with names`,
    found: value === undefined ? "none" : show(value),
    where: quoted(node),
  });
}

/** An attribute that is a list of sizes. */
export function sizesAttribute(node: StoredNode, name: string): number[] {
  const value = node.attrs[name];
  const sizes = Array.isArray(value) ? value.map(Number) : [];
  if (sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size) && size >= 0)) return sizes;
  throw new WeftError("Corrupt", {
    expected: `an attribute ${show(name)} with sizes`,
    found: value === undefined ? "none" : show(value),
    where: quoted(node),
  });
}

function quoted(node: StoredNode): string {
  return `'${node.path || "/"}'`;
}
