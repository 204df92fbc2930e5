import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { stoppable } from "../core/stoppable.ts";
import type { AnnData } from "../data/anndata.ts";
import type { BackedAnnData } from "./backed_anndata.ts";
import { openHdf5 } from "./hdf5/store.ts";
import { openBacked } from "./open_backed.ts";
import { readAnnData } from "./read_anndata.ts";
import { readContext } from "./registry.ts";
import type { Store } from "./store.ts";

/** Options of {@linkcode readH5ad}. */
export interface ReadH5adOptions extends Watched {
  /** Whether to leave `X` and `layers` in the file and read them by blocks of rows; default false. */
  readonly backed?: boolean;
}

/** Options of {@linkcode readH5ad} that leave the matrices in the file. */
export interface BackedH5adOptions extends ReadH5adOptions {
  /** Leave `X` and `layers` in the file. */
  readonly backed: true;
}

/**
 * Reads an `.h5ad` file, written by any version of Python's anndata since 0.6 or by weft.
 *
 * Needs permission to read the file and, for the HDF5 library, the environment.
 *
 * @param path Path of the file.
 * @param options `backed`, `signal`, `onProgress`.
 * @returns The object; with `backed` one whose matrices stay in the file until they are asked for.
 * @throws {WeftError} `NotFound`, `Permission`, `Corrupt` (not HDF5, truncated, inconsistent) or `Unsupported` (an
 * encoding or filter that weft does not know); the error names the key that was being read.
 *
 * @example
 * ```ts
 * import { readH5ad, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 0], [0, 2]]) }), path);
 * const adata = await readH5ad(path);
 * assert.deepEqual(adata.shape, [2, 2]);
 * await Deno.remove(path);
 * ```
 */
export async function readH5ad(path: string, options: BackedH5adOptions): Promise<BackedAnnData>;
/** Reads an `.h5ad` file whole. */
export async function readH5ad(path: string, options?: ReadH5adOptions & { readonly backed?: false }): Promise<AnnData>;
/** Reads an `.h5ad` file, whole or backed. */
export async function readH5ad(path: string, options: ReadH5adOptions = {}): Promise<AnnData | BackedAnnData> {
  using stop = stoppable(options.signal);
  const store = await openHdf5(path, options.backed ? undefined : stop.signal);
  try {
    await checkAnnData(store);
    const context = readContext(store, { ...options, signal: stop.signal });
    options.onProgress?.({ stage: `reading ${path}`, done: 0, total: 1 });
    if (options.backed) return await openBacked(context);
    const adata = await readAnnData(store.root, context);
    options.onProgress?.({ stage: `reading ${path}`, done: 1, total: 1 });
    store.close();
    return adata;
  } catch (error) {
    store.close();
    throw error;
  }
}

async function checkAnnData({ root, location }: Store): Promise<void> {
  const isMuData = root.attrs["encoding-type"] === "MuData" || (await root.get("mod"))?.kind === "group";
  const isAnnData = await root.get("obs") !== undefined || await root.get("X") !== undefined;
  if (isAnnData && !isMuData) return;
  const keys = await root.keys();
  throw new WeftError("Unsupported", {
    expected: "an AnnData file with X, obs and var",
    found: isMuData ? "a MuData file" : `the keys ${keys.slice(0, 8).join(", ") || "(none)"}`,
    where: location,
    next: isMuData ? "Read it with readH5mu()." : "A 10x Genomics .h5 file is read with read10xH5().",
  });
}
