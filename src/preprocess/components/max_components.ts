import type { AnnData } from "../../data/anndata.ts";
import { highlyVariableMask } from "./highly_variable_mask.ts";

/** The most principal components that there can be: one less than the observations and than the variables used. */
export function maxComponents(adata: AnnData, useHighlyVariable?: boolean): number {
  const nVars = highlyVariableMask(adata, useHighlyVariable)?.length ?? adata.nVars;
  return Math.max(0, Math.min(adata.nObs, nVars) - 1);
}
