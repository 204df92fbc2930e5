import type { Annotated } from "./annotated.ts";

/** Where something may stand: the whole first, then its modalities. */
export function objectsOf(data: Annotated): readonly Annotated[] {
  return data.kind === "mudata" ? [data, ...Object.values(data.mod)] : [data];
}
