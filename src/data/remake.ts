import type { AnnData } from "./anndata.ts";
import type { AnnDataParts } from "./anndata_parts.ts";
import type { MuData } from "./mudata.ts";
import type { MuDataParts } from "./mudata_parts.ts";

/** An AnnData of the same class as another, from other parts; a façade stays a façade. */
export function remakeAnnData<T extends AnnData>(like: T, parts: AnnDataParts): T {
  return new (like.constructor as new (parts: AnnDataParts) => T)(parts);
}

/** A MuData of the same class as another, from other parts; a façade stays a façade. */
export function remakeMuData<T extends MuData>(like: T, parts: MuDataParts): T {
  return new (like.constructor as new (parts: MuDataParts) => T)(parts);
}
