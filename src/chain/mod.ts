/**
 * The user's AnnData and MuData: the objects of `weft/data` with every verb as a method.
 *
 * @module
 */
export { annData } from "./ann_data.ts";
export { AnnData } from "./anndata.ts";
export { BackedAnnData } from "./backed_anndata.ts";
export { muData, type MuDataOptions } from "./mu_data.ts";
export { engine } from "./engine.ts";
export { MuData } from "./mudata.ts";
export { toChain } from "./to_chain.ts";
/** Data sets to try things on. */
export * as datasets from "./datasets.ts";
export {
  convert,
  read,
  read10xH5,
  read10xMtx,
  read10xMuData,
  readCsv,
  readH5ad,
  readH5mu,
  readVisium,
  readZarr,
  splitFeatureTypes,
} from "./io.ts";
