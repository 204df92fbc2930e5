import type { AnnData } from "../data/anndata.ts";
import { checkKind } from "./check_kind.ts";
import { saveHdf5, type SaveOptions } from "./save_hdf5.ts";
import { writeAnnData } from "./write/anndata.ts";

/**
 * Writes an `.h5ad` file that Python's anndata reads to the same content.
 *
 * The file is written whole or not at all: a temporary file beside the target is synced and renamed, so the old file
 * stands until the new one is complete. Needs permission to read and write the folder.
 *
 * @param adata The object.
 * @param path Path of the file; an existing one is replaced.
 * @param options `compression`, `compressionLevel`, `signal`, `onProgress`.
 * @throws {WeftError} `InvalidArgument` (another object), `NotFound` (folder), `Permission`, `Unsupported` (a value the
 * format cannot hold) or `Aborted`.
 *
 * @example
 * ```ts
 * import { readH5ad, writeH5ad } from "weft/io";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[1, 0], [0, 2]]),
 *   obs: new Frame(["a", "b"], { tumour: [true, false] }),
 * });
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(adata, path);
 * assert.deepEqual((await readH5ad(path)).obs.column("tumour").toArray(), [true, false]);
 * await Deno.remove(path);
 * ```
 */
export async function writeH5ad(adata: AnnData, path: string, options: SaveOptions = {}): Promise<void> {
  checkKind(adata, "anndata", "An AnnData goes into an .h5ad file; write a MuData with writeH5mu().");
  await saveHdf5(path, options, (writer) => writeAnnData(adata, writer));
}
