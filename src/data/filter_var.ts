import type { Annotated } from "./annotated.ts";
import type { FrameRecord } from "./frame.ts";

/**
 * The variables for which a question asked of their row of `var` is answered with yes, as a view.
 *
 * @param data One modality, or several (the row is that of the whole).
 * @param predicate Gets the row as a record: its columns, and its name as `index`.
 * @returns An object of the same class; every slot follows.
 *
 * @example
 * ```ts
 * import { AnnData, filterVar, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ var: new Frame(["MT-CO1", "CD3E"]) });
 * assert.deepEqual(filterVar(adata, ({ index }) => !index.startsWith("MT-")).varNames, ["CD3E"]);
 * ```
 */
export function filterVar<T extends Annotated>(data: T, predicate: (row: FrameRecord) => boolean): T {
  return data.subset({ var: predicate }) as T;
}
