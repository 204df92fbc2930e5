import type { AnnData } from "./anndata.ts";
import { uniqueNames } from "./unique_names.ts";

/** Options of {@linkcode obsNamesMakeUnique}. */
export interface ObsNamesMakeUniqueOptions {
  /** Text between a name and its number; default "-". */
  readonly join?: string | undefined;
}

/**
 * Names of the observations made unique: the first of each stays, the others get "-1", "-2", … (a name that is taken
 * already is passed over).
 *
 * @param adata `nObs × nVars`.
 * @param options `join`.
 * @returns The object under its new names; itself when they are unique already.
 *
 * @example
 * ```ts
 * import { AnnData, Frame, obsNamesMakeUnique } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ obs: new Frame(["a", "a", "b"]) });
 * assert.deepEqual(obsNamesMakeUnique(adata).obsNames, ["a", "a-1", "b"]);
 * ```
 */
export function obsNamesMakeUnique<T extends AnnData>(adata: T, { join = "-" }: ObsNamesMakeUniqueOptions = {}): T {
  const names = uniqueNames(adata.obsNames, join);
  return names === adata.obsNames ? adata : adata.with({ obs: adata.obs.withIndex(names) });
}
