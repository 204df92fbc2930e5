import type { Annotated } from "../data/annotated.ts";
import type { AnnData as BaseAnnData } from "../data/anndata.ts";
import type { MuData as BaseMuData } from "../data/mudata.ts";
import type { AnnData } from "./anndata.ts";
import { MuData } from "./mudata.ts";
import { wrapAnnData } from "./wrap_anndata.ts";

/**
 * The same object with its verbs as methods; nothing is copied, and what has them already is returned as it is.
 *
 * @param data An AnnData or MuData of the data layer, such as the pure verbs of `weft/io` give.
 * @returns It, chainable.
 *
 * @example
 * ```ts
 * import { toChain } from "weft";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = toChain(new AnnData({ X: Dense.fromRows([[1, 2], [3, 4]]) }));
 * assert.equal(adata.log1p().nObs, 2);
 * assert.equal(toChain(adata), adata);
 * ```
 */
export function toChain(data: BaseAnnData): AnnData;
/** A MuData with its verbs as methods. */
export function toChain(data: BaseMuData): MuData;
/** Either, with its verbs as methods. */
export function toChain(data: Annotated): AnnData | MuData;
export function toChain(data: Annotated): AnnData | MuData {
  if (data.kind === "anndata") return wrapAnnData(data);
  return data instanceof MuData ? data : new MuData(data.parts());
}
