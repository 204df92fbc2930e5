import { stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { AnnData } from "../data/anndata.ts";
import type { MuData } from "../data/mudata.ts";
import { fileError } from "./file_error.ts";
import { readH5ad } from "./read_h5ad.ts";
import { readH5mu } from "./read_h5mu.ts";
import { read10xH5 } from "./tenx/read_10x_h5.ts";
import { read10xMtx } from "./tenx/read_10x_mtx.ts";
import { readVisium } from "./tenx/read_visium.ts";
import { readCsv } from "./text/read_csv.ts";
import { readZarr } from "./zarr/read_zarr.ts";

type Reader = (path: string, options: Watched) => Promise<AnnData | MuData>;

/** What the end of a file's name says. */
const BY_ENDING: readonly (readonly [RegExp, Reader])[] = [
  [/\.h5ad$/i, (path, options) => readH5ad(path, options)],
  [/\.h5mu$/i, readH5mu],
  [/\.zarr(\.zip)?$/i, readZarr],
  [/\.h5$/i, read10xH5],
  [/\.(csv|tsv|txt)(\.gz)?$/i, readCsv],
];

/** What a file inside a folder says. */
const BY_MEMBER: readonly (readonly [string, Reader])[] = [
  ["spatial", readVisium],
  ["matrix.mtx", read10xMtx],
  ["matrix.mtx.gz", read10xMtx],
  [".zgroup", readZarr],
  ["zarr.json", readZarr],
];

/**
 * Reads any file or folder that weft knows, by the end of its name or by what the folder holds: h5ad, h5mu, zarr (also
 * zipped), 10x `.h5`, a 10x folder with `matrix.mtx(.gz)`, a Visium folder, csv or tsv (also gzipped).
 *
 * @param path The file or folder.
 * @param options Signal and progress.
 * @returns One modality or several, as the file has them.
 * @throws {WeftError} `NotFound` when there is no such file, `Unsupported` when its name tells nothing, and whatever the
 * format's own reader throws.
 *
 * @example
 * ```ts
 * import { read, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = `${await Deno.makeTempDir()}/x.h5ad`;
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 2]]) }), path);
 * assert.equal((await read(path)).nVars, 2);
 * ```
 */
export async function read(path: string, options: Watched = {}): Promise<AnnData | MuData> {
  const reader = BY_ENDING.find(([ending]) => ending.test(path))?.[1] ?? await folderReader(path);
  if (reader) return await reader(path, options);
  throw new WeftError("Unsupported", {
    expected: "a name ending in .h5ad, .h5mu, .zarr, .h5, .csv or .tsv, or a 10x or Visium folder",
    found: show(path),
  });
}

async function folderReader(path: string): Promise<Reader | undefined> {
  const found = await stat(path).catch((error) => {
    throw fileError(error, path);
  });
  return found.isDirectory() ? BY_MEMBER.find(([member]) => existsSync(join(path, member)))?.[1] : undefined;
}
