import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import type { Dense } from "../data/dense.ts";
import { representation } from "../data/representation.ts";

/** Wider matrices are not compared gene by gene: scanpy's limit. */
const WIDEST = 50;

/** A matrix and the key it was found under. */
export interface Representation {
  /** `nObs × nComps`. */
  readonly matrix: Dense;
  /** Key in `obsm`, or "X". */
  readonly useRep: string;
}

/**
 * The matrix in which neighbours are sought: the one named, else `X` when it has at most 50 variables, else
 * `obsm["X_pca"]`: scanpy's rule.
 *
 * @throws {WeftError} `NotFound` when it is not there; the error says what to do.
 */
export function chooseRepresentation(data: Annotated, useRep?: string, nPcs?: number): Representation {
  const narrow = data.kind === "anndata" && data.X !== null && data.nVars <= WIDEST && nPcs === undefined;
  const key = useRep ?? (narrow ? "X" : "X_pca");
  if (useRep === undefined && key === "X_pca" && !("X_pca" in data.obsm)) {
    throw new WeftError("NotFound", {
      expected: "obsm['X_pca'] to find neighbours in",
      found: data.kind === "mudata" ? "several modalities without a joint one" : `${data.nVars} variables without it`,
      next: "Call pca() first, or name a representation with useRep.",
    });
  }
  const matrix = representation(data, key);
  if (nPcs === undefined || nPcs >= matrix.nCols) return { matrix, useRep: key };
  return { matrix: matrix.takeColumns(Int32Array.from({ length: nPcs }, (_, c) => c)), useRep: key };
}
