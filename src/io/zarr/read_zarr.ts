import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { stoppable } from "../../core/stoppable.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { MuData } from "../../data/mudata.ts";
import { readAnnData } from "../read_anndata.ts";
import { readMuData } from "../read_mudata.ts";
import { readContext } from "../registry.ts";
import { openZarr } from "./open_zarr.ts";

/**
 * Reads an AnnData or a MuData from a zarr store, version 2 or 3, that is a folder or a zip file of one.
 *
 * Needs permission to read it and nothing else.
 *
 * @param path Path of the folder or zip file.
 * @param options `signal`, `onProgress`.
 * @returns What the store holds; `kind` tells which.
 * @throws {WeftError} `NotFound`, `Permission`, `Corrupt` (no zarr store, damaged metadata or chunks), `Unsupported` (a
 * codec, element type or encoding that weft does not know, or a store of something else), `Aborted`; the error names the
 * key that was being read.
 *
 * @example
 * ```ts
 * import { readZarr } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempDir({ suffix: ".zarr" });
 * const group = JSON.stringify({ zarr_format: 3, node_type: "group", attributes: { "encoding-type": "dict" } });
 * await Deno.writeTextFile(`${path}/zarr.json`, group);
 * await assert.rejects(readZarr(path), /an AnnData or a MuData/);
 * await Deno.remove(path, { recursive: true });
 * ```
 */
export async function readZarr(path: string, options: Watched = {}): Promise<AnnData | MuData> {
  using stop = stoppable(options.signal);
  const store = await openZarr(path);
  try {
    const { root } = store;
    const context = readContext(store, { ...options, signal: stop.signal });
    if (await root.get("mod")) return await readMuData(root, context);
    if (await root.get("obs") ?? await root.get("X")) return await readAnnData(root, context);
    const keys = await root.keys();
    throw new WeftError("Unsupported", {
      expected: "an AnnData or a MuData",
      found: keys.length === 0 ? "an empty group" : `a group of ${keys.slice(0, 8).map(show).join(", ")}`,
      where: path,
    });
  } finally {
    store.close();
  }
}
