import type { Watched } from "../../core/progress.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { TenxOptions } from "./features.ts";
import { loadH5 } from "./load_h5.ts";

/** Options of {@linkcode read10xH5}. */
export interface Read10xH5Options extends TenxOptions, Pick<Watched, "signal"> {
  /** In files of version 2, which genome's matrix; needed when there are several. In version 3, features of it only. */
  readonly genome?: string;
}

/**
 * Reads a `.h5` file of 10x's Cell Ranger or Space Ranger, version 3 (all kinds of features) or 2 (a matrix a genome).
 *
 * Needs permission to read the file and, for the HDF5 library, the environment.
 *
 * @param path Path of the file, such as `filtered_feature_bc_matrix.h5`.
 * @param options Names, kinds to keep, genome, `signal`.
 * @returns `X` (barcodes × features, CSR, float32), `var["gene_ids"]`, `var["feature_types"]`, `var["genome"]` and what
 * else the file knows of its features.
 * @throws {WeftError} `NotFound` (no file, genome or kind of that name), `Permission`, `Ambiguous` for several genomes,
 * `Unsupported` for an HDF5 file of something else, `Corrupt`, `Aborted`.
 *
 * @example
 * ```ts
 * import { read10xH5 } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(read10xH5("filtered_feature_bc_matrix.h5"), /a file filtered_feature_bc_matrix.h5 but found none/);
 * ```
 */
export async function read10xH5(path: string, options: Read10xH5Options = {}): Promise<AnnData> {
  return (await loadH5(path, options)).adata;
}
