import { WeftError } from "../core/error.ts";
import { examples, show } from "../core/check.ts";
import { AnnData } from "../data/anndata.ts";
import type { Annotated } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import type { Matrix } from "../data/matrix.ts";
import { representation } from "../data/representation.ts";
import { transfer, type TransferOptions } from "./transfer.ts";

/** Options of {@linkcode impute}. */
export interface ImputeOptions extends TransferOptions {
  /** Key in `obsm` of the embedding that both share, such as `"X_scmrdr"`. */
  readonly useRep: string;
  /** Layer of the reference to carry over. Default its `X`. */
  readonly layer?: string | undefined;
}

/**
 * Imputes what cells were not measured for from cells that were, by an embedding that both lie in: genes of a spatial
 * panel from dissociated cells, chromatin from RNA, see {@linkcode transfer}.
 *
 * @param query Cells that need values.
 * @param reference Cells that have them.
 * @param options See {@linkcode ImputeOptions}.
 * @returns The query's observations with the reference's variables: imputed `X` (`nObs × nVars`, float32), the query's
 * `obs`, `obsm` and `obsp`, the reference's `var`.
 * @throws {WeftError} `NotFound` for an embedding or layer that is not there; otherwise as {@linkcode transfer}.
 *
 * @example
 * ```ts
 * import { impute } from "weft/impute";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const tissue = new AnnData({ obs: new Frame(["s1", "s2"]), obsm: { X_joint: Dense.fromRows([[0], [9]]) } });
 * const cells = new AnnData({
 *   X: Dense.fromRows([[4, 0], [0, 7]]),
 *   var: new Frame(["Gad1", "Slc17a7"]),
 *   obsm: { X_joint: Dense.fromRows([[0], [9]]) },
 * });
 * const imputed = impute(tissue, cells, { useRep: "X_joint", nNeighbors: 1 });
 * assert.deepEqual(imputed.varNames, ["Gad1", "Slc17a7"]);
 * assert.deepEqual((imputed.X as Dense).toRows(), [[4, 0], [0, 7]]);
 * ```
 */
export function impute(query: Annotated, reference: AnnData, options: ImputeOptions): AnnData {
  const { useRep, layer, ...rest } = options;
  const values = valuesOf(reference, layer);
  const carried = transfer(representation(query, useRep), representation(reference, useRep), values, rest);
  return new AnnData({
    X: new Dense(Float32Array.from(carried.data as Float64Array), { shape: carried.shape }),
    obs: query.obs,
    var: reference.var,
    obsm: query.obsm,
    obsp: query.obsp,
  });
}

function valuesOf({ X, layers }: AnnData, layer: string | undefined): Matrix {
  const found = layer === undefined ? X : layers[layer];
  if (found) return found;
  const names = Object.keys(layers);
  throw new WeftError("NotFound", {
    expected: layer === undefined ? "an X in the reference" : `a layer ${show(layer)} in the reference`,
    found: names.length === 0 ? "no layers" : `the layers ${examples(names, 12)}`,
  });
}
