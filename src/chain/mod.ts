/**
 * The user's AnnData and MuData: the objects of `weft/data` with every verb as a method.
 *
 * @module
 */
export { annData } from "./ann_data.ts";
export { AnnData } from "./anndata.ts";
export { muData, type MuDataOptions } from "./mu_data.ts";
export { MuData } from "./mudata.ts";
export { toChain } from "./to_chain.ts";
