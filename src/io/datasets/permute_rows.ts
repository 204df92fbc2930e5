import { Rng } from "../../core/rng.ts";
import type { MuData } from "../../data/mudata.ts";

/** Options of {@linkcode permuteRows}. */
export interface PermuteRowsOptions {
  /** The modality whose rows are mixed up. */
  readonly modality: string;
  /** Seed of the permutation; default 0. */
  readonly seed?: number;
  /** Key of the coordinates in `obsm`, which stay with the names; default `"spatial"`. */
  readonly spatialKey?: string;
}

/**
 * A control: gives the measurements of one modality to other spots, so that it no longer fits the other modalities.
 *
 * `X`, `layers`, `raw`, `obsp` and `obsm` move together; the names, `obs` and the coordinates stay.
 *
 * @param tissue MuData; not changed.
 * @param options The modality, seed and key.
 * @returns The tissue with that modality mixed up.
 * @throws {WeftError} `NotFound` when there is no such modality.
 *
 * @example
 * ```ts
 * import { datasets } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const tissue = datasets.simulatedTissue();
 * const control = datasets.permuteRows(tissue, { modality: "adt", seed: 1 });
 * assert.deepEqual(control.mod.adt!.obsNames, tissue.mod.adt!.obsNames);
 * assert.notDeepEqual(control.mod.adt!.X, tissue.mod.adt!.X);
 * ```
 */
export function permuteRows<T extends MuData>(tissue: T, options: PermuteRowsOptions): T {
  const { modality, seed = 0, spatialKey = "spatial" } = options;
  const adata = tissue.modality(modality);
  const moved = adata.subset({ obs: new Rng(seed).permutation(adata.nObs) });
  const spatial = adata.obsm[spatialKey];
  return tissue.with({
    mod: { [modality]: moved.with({ obs: adata.obs, ...(spatial ? { obsm: { [spatialKey]: spatial } } : {}) }) },
  });
}
