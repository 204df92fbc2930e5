import type { MuData } from "../data/mudata.ts";
import { checkKind } from "./check_kind.ts";
import { saveHdf5, type SaveOptions } from "./save_hdf5.ts";
import { writeMuData } from "./write/mudata.ts";

/**
 * Writes an `.h5mu` file that Python's mudata reads to the same content; whole or not at all, as `writeH5ad`.
 *
 * @param data The object.
 * @param path Path of the file; an existing one is replaced.
 * @param options `compression`, `compressionLevel`, `signal`, `onProgress`.
 * @throws {WeftError} `InvalidArgument` (another object), `NotFound` (folder), `Permission`, `Unsupported` (a value the
 * format cannot hold) or `Aborted`.
 *
 * @example
 * ```ts
 * import { readH5mu, writeH5mu } from "weft/io";
 * import { AnnData, Dense, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const tissue = new MuData({ mod: { rna: new AnnData({ X: Dense.fromRows([[1, 2]]) }) } });
 * const path = await Deno.makeTempFile({ suffix: ".h5mu" });
 * await writeH5mu(tissue, path, { compression: "none" });
 * assert.equal((await readH5mu(path)).modality("rna").nVars, 2);
 * await Deno.remove(path);
 * ```
 */
export async function writeH5mu(data: MuData, path: string, options: SaveOptions = {}): Promise<void> {
  checkKind(data, "mudata", "A MuData goes into an .h5mu file; write an AnnData with writeH5ad().");
  const preamble = "MuData (format-version=0.1.0;creator=weft;creator-version=0.1.0)";
  await saveHdf5(path, options, (writer) => writeMuData(data, writer), preamble);
}
