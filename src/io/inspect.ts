import { type InspectedEntry, inspectEntries } from "./inspect/entries.ts";
import { inspectionText } from "./inspect/text.ts";
import { axisLength } from "./inspect/axis_length.ts";
import { openHdf5 } from "./hdf5/store.ts";
import { modalityNames } from "./read_mudata.ts";
import { readableFile } from "./readable_file.ts";
import type { Store, StoredGroup } from "./store.ts";
import { openZarr } from "./zarr/open_zarr.ts";

export type { InspectedEntry } from "./inspect/entries.ts";

/** Sizes of the two axes. */
export interface InspectedShape {
  /** Number of observations; `null` when the file does not say. */
  readonly nObs: number | null;
  /** Number of variables; `null` when the file does not say. */
  readonly nVars: number | null;
}

/**
 * What a file holds, told without reading its data: plain JSON, and a page of text.
 *
 * @example
 * ```ts
 * import { inspect, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 2, 3]]) }), path);
 * assert.match((await inspect(path)).text, /AnnData, n_obs × n_vars = 1 × 3/);
 * await Deno.remove(path);
 * ```
 */
export class Inspection implements InspectedShape {
  /** Path of the file or folder. */
  readonly location: string;
  /** Format of the container. */
  readonly format: "hdf5" | "zarr";
  /** What it holds; `other` when it is neither. */
  readonly kind: "anndata" | "mudata" | "other";
  /** Bytes of the file; `null` for a folder. */
  readonly fileBytes: number | null;
  /** Number of observations. */
  readonly nObs: number | null;
  /** Number of variables. */
  readonly nVars: number | null;
  /** Sizes of each modality; empty for an AnnData. */
  readonly modalities: Readonly<Record<string, InspectedShape>>;
  /** Every matrix, table, column and value with its path. */
  readonly entries: readonly InspectedEntry[];

  /**
   * A summary from its facts.
   *
   * @param facts All fields.
   */
  constructor(facts: Omit<Inspection, "text">) {
    this.location = facts.location;
    this.format = facts.format;
    this.kind = facts.kind;
    this.fileBytes = facts.fileBytes;
    this.nObs = facts.nObs;
    this.nVars = facts.nVars;
    this.modalities = facts.modalities;
    this.entries = facts.entries;
  }

  /** The same as a page of text, one line an entry. */
  get text(): string {
    return inspectionText(this);
  }
}

/**
 * Says what an h5ad, h5mu, 10x `.h5` or zarr holds (shapes, slots, dtypes, encodings, sizes) without reading its data.
 *
 * @param path Path of the file or zarr folder.
 * @returns A summary that is plain JSON and has a `text`.
 * @throws {WeftError} `NotFound`, `Permission` or `Corrupt`.
 *
 * @example
 * ```ts
 * import { inspect, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 0], [0, 2]]) }), path);
 * const found = await inspect(path);
 * assert.equal(found.nObs, 2);
 * assert.deepEqual(found.entries[0]?.shape, [2, 2]);
 * await Deno.remove(path);
 * ```
 */
export async function inspect(path: string): Promise<Inspection> {
  const isFolder = (await Deno.stat(path).catch(() => undefined))?.isDirectory ?? false;
  const isZarr = isFolder || /\.zarr(\.zip)?$/i.test(path);
  const store = isZarr ? await openZarr(path) : await openHdf5(path);
  try {
    const fileBytes = isFolder ? null : await readableFile(path);
    return new Inspection({ ...await facts(store), format: isZarr ? "zarr" : "hdf5", fileBytes });
  } finally {
    store.close();
  }
}

async function facts({ root, location }: Store) {
  const modalities: Record<string, InspectedShape> = Object.create(null);
  const mod = await root.get("mod");
  if (mod?.kind === "group") {
    for (const name of await modalityNames(mod)) {
      const group = await mod.get(name);
      if (group?.kind === "group") modalities[name] = await shapeOf(group);
    }
  }
  const isAnnData = await root.get("obs") !== undefined && await root.get("var") !== undefined;
  const kind = mod?.kind === "group" ? "mudata" as const : isAnnData ? "anndata" as const : "other" as const;
  return { location, kind, ...await shapeOf(root), modalities, entries: await inspectEntries(root) };
}

async function shapeOf(group: StoredGroup): Promise<InspectedShape> {
  return { nObs: await axisLength(await group.get("obs")), nVars: await axisLength(await group.get("var")) };
}
