import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "./annotated.ts";
import type { Dense } from "./dense.ts";
import { toDense } from "./matrix.ts";

/**
 * The matrix that a verb works on: an entry of `obsm`, or `"X"` for the main matrix of an AnnData.
 *
 * @param data One modality or several.
 * @param useRep Key in `obsm`, or "X".
 * @returns `nObs × nComps`, dense.
 * @throws {WeftError} `NotFound` when the key is not there (the error lists those that are) or is a table.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 2]]) });
 * assert.equal(representation(adata, "X").nCols, 2);
 * assert.throws(() => representation(adata, "X_pca"), /no obsm entries/);
 * ```
 */
export function representation(data: Annotated, useRep: string): Dense {
  const matrix = useRep === "X" && data.kind === "anndata" && data.X ? data.X : data.obsm[useRep];
  if (matrix && matrix.kind !== "frame") return toDense(matrix);
  const keys = Object.keys(data.obsm);
  throw new WeftError("NotFound", {
    expected: `a matrix obsm[${show(useRep)}]`,
    found: keys.length === 0 ? "no obsm entries" : `the entries ${examples(keys, 12)}`,
    next: "Compute it first (pca(), a method's run) or name another with useRep.",
  });
}
