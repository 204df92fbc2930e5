import type { AnnData as BaseAnnData } from "../data/anndata.ts";
import { AnnData } from "./anndata.ts";

/** An AnnData with methods; itself when it has them. */
export function wrapAnnData(adata: BaseAnnData): AnnData {
  return adata instanceof AnnData ? adata : new AnnData(adata.parts());
}
