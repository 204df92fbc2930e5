import type { Subset } from "../data/anndata.ts";
import { BackedAnnData as BaseBackedAnnData } from "../io/backed_anndata.ts";
import type { AnnData } from "./anndata.ts";
import { wrapAnnData } from "./wrap_anndata.ts";

/**
 * A {@linkcode BaseBackedAnnData | BackedAnnData} whose parts, once read into memory, can be chained.
 *
 * @example
 * ```ts
 * import { annData, readH5ad, writeH5ad } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(annData({ X: Dense.fromRows([[1, 2], [3, 4]]) }), path);
 * const backed = await readH5ad(path, { backed: true });
 * assert.deepEqual((await backed.subset({ obs: [1] })).log1p().shape, [1, 2]);
 * backed.close();
 * ```
 */
export class BackedAnnData extends BaseBackedAnnData {
  /** The observations and variables named, in that order, read into memory. */
  override async subset(subset: Subset): Promise<AnnData> {
    return wrapAnnData(await super.subset(subset));
  }

  /** Everything read into memory, `raw` too. */
  override async toMemory(): Promise<AnnData> {
    return wrapAnnData(await super.toMemory());
  }
}
