import type { Annotated } from "./annotated.ts";
import type { FrameRecord } from "./frame.ts";

/**
 * The observations for which a question asked of their row of `obs` is answered with yes, as a view.
 *
 * @param data One modality, or several (the row is that of the whole).
 * @param predicate Gets the row as a record: its columns, and its name as `index`.
 * @returns An object of the same class; every slot follows.
 *
 * @example
 * ```ts
 * import { AnnData, filterObs, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const tissue = new AnnData({ obs: new Frame(["a", "b", "c"], { domain: ["1", "3", "3"] }) });
 * assert.deepEqual(filterObs(tissue, (row) => row.domain === "3").obsNames, ["b", "c"]);
 * ```
 */
export function filterObs<T extends Annotated>(data: T, predicate: (row: FrameRecord) => boolean): T {
  return data.subset({ obs: predicate }) as T;
}
