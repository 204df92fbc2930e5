import { WeftError } from "../../core/error.ts";
import { NullableColumn } from "../../data/columns/nullable_column.ts";
import type { StoredNode } from "../store.ts";
import { columnOf } from "./column.ts";
import type { ReadContext } from "./context.ts";
import { child, expectGroup } from "./expect.ts";

/** Reads a group of values and a mask (integers, booleans or strings that can be missing). */
export async function readNullable(node: StoredNode, context: ReadContext): Promise<NullableColumn> {
  const group = expectGroup(node);
  const values = columnOf(await context.read(await child(group, "values")), "values");
  const mask = columnOf(await context.read(await child(group, "mask")), "mask");
  if (mask.kind !== "boolean" || values.kind === "nullable" || values.kind === "categorical") {
    throw new WeftError("Corrupt", {
      expected: "plain values and a boolean mask",
      found: `${values.kind} and ${mask.kind}`,
    });
  }
  return new NullableColumn(values, mask.values);
}
