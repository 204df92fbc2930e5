import type { Watched } from "../core/progress.ts";
import { stoppable } from "../core/stoppable.ts";
import type { MuData } from "../data/mudata.ts";
import { openHdf5 } from "./hdf5/store.ts";
import { readMuData } from "./read_mudata.ts";
import { readContext } from "./registry.ts";

/**
 * Reads an `.h5mu` file, written by any version of Python's mudata or by weft.
 *
 * Needs permission to read the file and, for the HDF5 library, the environment.
 *
 * @param path Path of the file.
 * @param options `signal`, `onProgress`.
 * @returns The modalities and what is known about the whole.
 * @throws {WeftError} As {@linkcode readH5ad}.
 *
 * @example
 * ```ts
 * import { readH5mu, writeH5mu } from "weft/io";
 * import { AnnData, Dense, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5mu" });
 * await writeH5mu(new MuData({ mod: { rna: new AnnData({ X: Dense.fromRows([[1, 2]]) }) } }), path);
 * assert.deepEqual((await readH5mu(path)).modalityNames, ["rna"]);
 * await Deno.remove(path);
 * ```
 */
export async function readH5mu(path: string, options: Watched = {}): Promise<MuData> {
  using stop = stoppable(options.signal);
  const store = await openHdf5(path, stop.signal);
  try {
    return await readMuData(store.root, readContext(store, { ...options, signal: stop.signal }));
  } finally {
    store.close();
  }
}
