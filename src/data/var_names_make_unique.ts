import type { AnnData } from "./anndata.ts";
import { uniqueNames } from "./unique_names.ts";

/** Options of {@linkcode varNamesMakeUnique}. */
export interface VarNamesMakeUniqueOptions {
  /** Text between a name and its number; default "-". */
  readonly join?: string | undefined;
}

/**
 * Names of the variables made unique: the first of each stays, the others get "-1", "-2", … (a name that is taken
 * already is passed over).
 *
 * @param adata `nObs × nVars`.
 * @param options `join`.
 * @returns The object under its new names; itself when they are unique already.
 *
 * @example
 * ```ts
 * import { AnnData, Frame, varNamesMakeUnique } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ var: new Frame(["a", "a", "b"]) });
 * assert.deepEqual(varNamesMakeUnique(adata).varNames, ["a", "a-1", "b"]);
 * ```
 */
export function varNamesMakeUnique<T extends AnnData>(adata: T, { join = "-" }: VarNamesMakeUniqueOptions = {}): T {
  const names = uniqueNames(adata.varNames, join);
  return names === adata.varNames ? adata : adata.with({ var: adata.var.withIndex(names) });
}
