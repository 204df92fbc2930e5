import type { AnnData as BaseAnnData } from "../data/anndata.ts";
import { convert as convertFile, type ConvertOptions } from "../io/convert.ts";
import { read as readAny } from "../io/read.ts";
import { type BackedH5adOptions, readH5ad as readH5adFile, type ReadH5adOptions } from "../io/read_h5ad.ts";
import { readH5mu as readH5muFile } from "../io/read_h5mu.ts";
import { read10xH5 as read10xH5File, type Read10xH5Options } from "../io/tenx/read_10x_h5.ts";
import { read10xMtx as read10xMtxFolder, type Read10xMtxOptions } from "../io/tenx/read_10x_mtx.ts";
import { read10xMuData as read10xAll, type Read10xMuDataOptions } from "../io/tenx/read_10x_mudata.ts";
import { readVisium as readVisiumFolder, type ReadVisiumOptions } from "../io/tenx/read_visium.ts";
import { splitFeatureTypes as split, type SplitFeatureTypesOptions } from "../io/tenx/split_feature_types.ts";
import { readCsv as readCsvFile, type ReadCsvOptions } from "../io/text/read_csv.ts";
import { readZarr as readZarrStore } from "../io/zarr/read_zarr.ts";
import type { Watched } from "../core/progress.ts";
import type { AnnData } from "./anndata.ts";
import { BackedAnnData } from "./backed_anndata.ts";
import type { MuData } from "./mudata.ts";
import { toChain } from "./to_chain.ts";

/**
 * Any file or folder that weft reads, told by its name: h5ad, h5mu, zarr, 10x, Visium, csv.
 *
 * @param path The file or folder.
 * @param options `signal`, `onProgress`.
 * @returns The object, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { annData, read, writeH5ad } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(annData({ X: Dense.fromRows([[1, 2]]) }), path);
 * assert.equal((await read(path)).nObs, 1);
 * ```
 */
export async function read(path: string, options?: Watched): Promise<AnnData | MuData> {
  return toChain(await readAny(path, options));
}

/**
 * An h5ad file, read whole or opened `backed`.
 *
 * @param path The file.
 * @param options `backed: true` leaves X on disk, to be read by blocks of rows.
 * @returns The object, chainable; a backed one is read by blocks instead.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { annData, readH5ad, writeH5ad } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(annData({ X: Dense.fromRows([[1, 2], [3, 4]]) }), path);
 * const rna = (await readH5ad(path)).log1p();
 * assert.deepEqual(rna.shape, [2, 2]);
 * ```
 */
export async function readH5ad(path: string, options: BackedH5adOptions): Promise<BackedAnnData>;
/** An h5ad file, read whole. */
export async function readH5ad(path: string, options?: ReadH5adOptions & { readonly backed?: false }): Promise<AnnData>;
export async function readH5ad(path: string, options: ReadH5adOptions = {}): Promise<AnnData | BackedAnnData> {
  if (options.backed) return new BackedAnnData((await readH5adFile(path, { ...options, backed: true })).parts());
  return toChain(await readH5adFile(path, { ...options, backed: false }));
}

/**
 * An h5mu file.
 *
 * @param path The file.
 * @param options `signal`, `onProgress`.
 * @returns The modalities and the tables of the whole, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { annData, muData, readH5mu, writeH5mu } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5mu" });
 * const rna = annData({ X: Dense.fromRows([[1, 2], [3, 4]]) });
 * await writeH5mu(muData({ rna }), path);
 * assert.equal((await readH5mu(path)).modality("rna").nVars, 2);
 * ```
 */
export async function readH5mu(path: string, options?: Watched): Promise<MuData> {
  return toChain(await readH5muFile(path, options));
}

/**
 * A zarr store (v2 or v3, folder or zip) of an AnnData or a MuData.
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The object, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, readZarr } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(readZarr("no-such.zarr"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function readZarr(path: string, options?: Watched): Promise<AnnData | MuData> {
  return toChain(await readZarrStore(path, options));
}

/**
 * Counts that Cell Ranger wrote as .h5.
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The counts, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, read10xH5 } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(read10xH5("no-such.h5"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function read10xH5(path: string, options?: Read10xH5Options): Promise<AnnData> {
  return toChain(await read10xH5File(path, options));
}

/**
 * Counts that Cell Ranger wrote as a folder with matrix.mtx(.gz).
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The counts, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, read10xMtx } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(read10xMtx("no-such-folder"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function read10xMtx(path: string, options?: Read10xMtxOptions): Promise<AnnData> {
  return toChain(await read10xMtxFolder(path, options));
}

/**
 * Counts of several feature types that Cell Ranger wrote, one modality a type.
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The modalities, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, read10xMuData } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(read10xMuData("no-such.h5"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function read10xMuData(path: string, options?: Read10xMuDataOptions): Promise<MuData> {
  return toChain(await read10xAll(path, options));
}

/**
 * A Space Ranger folder: counts, and `spatial/` with coordinates and images.
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The counts with `obsm["spatial"]`, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, readVisium } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(readVisium("no-such-folder"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function readVisium(path: string, options?: ReadVisiumOptions): Promise<AnnData> {
  return toChain(await readVisiumFolder(path, options));
}

/**
 * A matrix as text, csv or tsv, also gzipped.
 *
 * @param path The file or folder.
 * @param options See the type.
 * @returns The matrix, chainable.
 * @throws {WeftError} `NotFound` when it is not there, `Corrupt` or `Unsupported` when it cannot be read.
 *
 * @example
 * ```ts
 * import { isWeftError, readCsv } from "weft";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(readCsv("no-such.csv"), (error) => isWeftError(error, "NotFound"));
 * ```
 */
export async function readCsv(path: string, options?: ReadCsvOptions): Promise<AnnData> {
  return toChain(await readCsvFile(path, options));
}

/**
 * One AnnData of several feature types as modalities.
 *
 * @param adata Its `var["feature_types"]` says which variable is of which type.
 * @param options Which column, and names of the modalities.
 * @returns The modalities, chainable.
 * @throws {WeftError} `NotFound` when the column is not there, `BadValues` when a type is missing.
 *
 * @example
 * ```ts
 * import { annData, splitFeatureTypes } from "weft";
 * import { Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const types = ["Gene Expression", "Antibody Capture"];
 * const both = annData({ X: Dense.fromRows([[1, 2]]), var: new Frame(["CD3E", "CD3"], { feature_types: types }) });
 * assert.equal(splitFeatureTypes(both).modalityNames.length, 2);
 * ```
 */
export function splitFeatureTypes(adata: BaseAnnData, options?: SplitFeatureTypesOptions): MuData {
  return toChain(split(adata, options));
}

/**
 * Rewrites a file or folder that weft reads as h5ad or h5mu; the ends of the names decide.
 *
 * @param source What to read.
 * @param target Where to write, ending in `.h5ad` or `.h5mu`.
 * @param options `overwrite`, `signal`, `onProgress`.
 * @returns What was read and written, chainable.
 * @throws {WeftError} `Exists` when the target is there, `Unsupported` for a format that weft does not write.
 *
 * @example
 * ```ts
 * import { convert } from "weft";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/x.csv`, ",g1,g2\na,1,0\nb,0,2\n");
 * assert.equal((await convert(`${folder}/x.csv`, `${folder}/x.h5ad`)).nObs, 2);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function convert(source: string, target: string, options?: ConvertOptions): Promise<AnnData | MuData> {
  return toChain(await convertFile(source, target, options));
}
