import type { AnnData } from "./anndata.ts";
import { transposeMatrix } from "./transpose_matrix.ts";
import { remakeAnnData } from "./remake.ts";
import { mapSlots } from "./slots.ts";

/**
 * Observations and variables exchanged, with all that belongs to them; `raw` is left out, as in Python.
 *
 * @param adata `nObs × nVars`.
 * @returns `nVars × nObs`, of the same class; sparse matrices change between CSR and CSC and share memory.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame, transpose } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 2, 3]]), obs: new Frame(["cell"]) });
 * assert.deepEqual(transpose(adata).shape, [3, 1]);
 * assert.deepEqual(transpose(adata).varNames, ["cell"]);
 * ```
 */
export function transpose<T extends AnnData>(adata: T): T {
  return remakeAnnData(adata, {
    X: adata.X && transposeMatrix(adata.X),
    layers: mapSlots(adata.layers, transposeMatrix),
    obs: adata.var,
    var: adata.obs,
    obsm: adata.varm,
    varm: adata.obsm,
    obsp: adata.varp,
    varp: adata.obsp,
    uns: adata.uns,
  });
}
