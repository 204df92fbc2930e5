import type { Watched } from "../../core/progress.ts";
import type { MuData } from "../../data/mudata.ts";
import type { TenxOptions } from "./features.ts";
import { read10xH5 } from "./read_10x_h5.ts";
import { read10xMtx } from "./read_10x_mtx.ts";
import { splitFeatureTypes } from "./split_feature_types.ts";

/** Options of {@linkcode read10xMuData}. */
export interface Read10xMuDataOptions extends TenxOptions, Watched {
  /** Names of modalities by kind of feature, beside `rna`, `adt` and `atac`. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * Reads a 10x `.h5` file or `.mtx` folder with several kinds of features as one modality each.
 *
 * @param path Path of the file or folder.
 * @param options As of {@linkcode read10xH5} and {@linkcode splitFeatureTypes}.
 * @returns MuData with `rna`, `adt`, `atac` … as the kinds of features are.
 * @throws {WeftError} As the readers, and `NotFound` for a file of version 2, which tells no kinds.
 *
 * @example
 * ```ts
 * import { read10xMuData } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/matrix.mtx`, "%%MatrixMarket matrix coordinate integer general\n2 1 1\n2 1 7\n");
 * await Deno.writeTextFile(`${folder}/barcodes.tsv`, "AAAC-1\n");
 * await Deno.writeTextFile(`${folder}/features.tsv`, "ENSG1\tCD3E\tGene Expression\nCD4\tCD4\tAntibody Capture\n");
 * assert.deepEqual((await read10xMuData(folder)).modalityNames, ["rna", "adt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function read10xMuData(path: string, options: Read10xMuDataOptions = {}): Promise<MuData> {
  const info = await Deno.stat(path).catch(() => undefined);
  const adata = info?.isDirectory ? await read10xMtx(path, options) : await read10xH5(path, options);
  return splitFeatureTypes(adata, options.names ? { names: options.names } : {});
}
