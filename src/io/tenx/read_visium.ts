import { basename } from "node:path";

import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { NumericColumn } from "../../data/columns/numeric_column.ts";
import { Dense } from "../../data/dense.ts";
import type { Frame } from "../../data/frame.ts";
import type { UnsDict } from "../../data/uns.ts";
import { fileError } from "../file_error.ts";
import type { Attributes } from "../store.ts";
import type { TenxOptions } from "./features.ts";
import { loadH5 } from "./load_h5.ts";
import { read10xMtx } from "./read_10x_mtx.ts";
import { isPositions, readPositions } from "./visium_positions.ts";

/** Options of {@linkcode readVisium}. */
export interface ReadVisiumOptions extends TenxOptions, Pick<Watched, "signal"> {
  /** Key in `uns["spatial"]`; by default what the file of counts says, else the name of the folder. */
  readonly libraryId?: string;
  /** Name of the counts' `.h5` or folder; default `"filtered_feature_bc_matrix.h5"`, else the folder of that name. */
  readonly countFile?: string;
  /** Whether to keep the pictures of the tissue; default true. */
  readonly loadImages?: boolean;
}

/** What counts are called in a folder of Space Ranger. */
const COUNTS = ["filtered_feature_bc_matrix.h5", "filtered_feature_bc_matrix"] as const;

/**
 * Reads the output folder of 10x's Space Ranger for a Visium section: counts, places of the spots, pictures.
 *
 * Needs permission to read the folder and, for counts in HDF5, the environment.
 *
 * @param folder Path of the folder, mostly called `outs`.
 * @param options Library's name, file of counts, pictures, names of features, `signal`.
 * @returns As {@linkcode read10xH5}, with `obsm["spatial"]` (nObs × 2, float64: x = column and y = row, in pixels of
 * the full picture), `obs["in_tissue" | "array_row" | "array_col"]`, and `uns["spatial"][library]` with `scalefactors`,
 * `metadata` and `images` (`hires`, `lowres`: the bytes of the PNG files as they are, uint8).
 * @throws {WeftError} `NotFound` naming the files that lack, `Unsupported` for places in a parquet file, `Misaligned`
 * when spots have no place, `Corrupt`, `Permission`, `Aborted`.
 *
 * @example
 * ```ts
 * import { readVisium } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await assert.rejects(readVisium(folder), /filtered_feature_bc_matrix.h5 and spatial\/tissue_positions.csv/);
 * await Deno.remove(folder);
 * ```
 */
export async function readVisium(folder: string, options: ReadVisiumOptions = {}): Promise<AnnData> {
  const { loadImages = true } = options;
  const spatial = `${folder}/spatial`;
  const inFolder = await namesIn(folder);
  const inSpatial = inFolder.includes("spatial") ? await namesIn(spatial) : [];
  const countFile = options.countFile ?? COUNTS.find((name) => inFolder.includes(name)) ?? COUNTS[0];
  checkFiles(folder, countFile, inFolder, inSpatial);
  const { adata, attrs } = await loadCounts(`${folder}/${countFile}`, options);
  const library = options.libraryId ?? libraryOf(attrs) ?? basename(folder);
  const places = placesOf(adata.obsNames, await readPositions(spatial, inSpatial), folder);
  const images: Record<string, Dense> = {};
  for (const kind of loadImages ? ["hires", "lowres"] : []) {
    const name = `tissue_${kind}_image.png`;
    if (inSpatial.includes(name)) images[kind] = await readBytes(`${spatial}/${name}`);
  }
  const scalefactors = await readScalefactors(`${spatial}/scalefactors_json.json`);
  const section: UnsDict = { images, scalefactors, metadata: metadataOf(attrs) };
  return adata.with({
    obs: Object.fromEntries(["in_tissue", "array_row", "array_col"].map((name) => [name, places.column(name)])),
    obsm: { spatial: pixels(places) },
    uns: { spatial: { [library]: section } },
  });
}

async function loadCounts(path: string, options: ReadVisiumOptions): Promise<{ adata: AnnData; attrs: Attributes }> {
  return path.endsWith(".h5") ? await loadH5(path, options) : { adata: await read10xMtx(path, options), attrs: {} };
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) names.push(name);
  } catch (error) {
    throw fileError(error, folder);
  }
  return names.sort();
}

function checkFiles(
  folder: string,
  countFile: string,
  inFolder: readonly string[],
  inSpatial: readonly string[],
): void {
  const missing = [
    ...(inFolder.includes(countFile) ? [] : [countFile]),
    ...(inSpatial.some(isPositions) ? [] : ["spatial/tissue_positions.csv"]),
    ...(inSpatial.includes("scalefactors_json.json") ? [] : ["spatial/scalefactors_json.json"]),
  ];
  if (missing.length === 0) return;
  const there = [...inFolder, ...inSpatial.map((name) => `spatial/${name}`)];
  const h5 = inFolder.find((name) => name.endsWith("feature_bc_matrix.h5"));
  throw new WeftError("NotFound", {
    expected: missing.join(" and "),
    found: there.length === 0 ? "an empty folder" : examples(there, 8),
    where: folder,
    ...(missing[0] === countFile && h5 && { next: `Name the file of counts: { countFile: ${show(h5)} }.` }),
    missing,
  });
}

/** The places of the given spots, in their order. */
function placesOf(spots: readonly string[], positions: Frame, folder: string): Frame {
  const rows = new Map(positions.index.map((barcode, i) => [barcode, i]));
  const without = spots.filter((spot) => !rows.has(spot));
  if (without.length === 0) return positions.takeRows(Int32Array.from(spots, (spot) => rows.get(spot)!));
  throw new WeftError("Misaligned", {
    expected: "every spot to have a place among the tissue positions",
    found: `${without.length} of ${spots.length} without, such as ${examples(without)}`,
    where: folder,
    next: "Counts and positions must come from the same run.",
  });
}

function pixels(places: Frame): Dense {
  const [x, y] = ["pxl_col_in_fullres", "pxl_row_in_fullres"].map((name) => places.column(name) as NumericColumn);
  const data = new Float64Array(2 * places.nRows);
  for (let i = 0; i < places.nRows; i++) {
    data[2 * i] = Number(x!.get(i));
    data[2 * i + 1] = Number(y!.get(i));
  }
  return new Dense(data, { shape: [places.nRows, 2] });
}

function libraryOf({ library_ids: ids }: Attributes): string | undefined {
  const first = Array.isArray(ids) ? ids[0] : ids;
  return typeof first === "string" && first !== "" ? first : undefined;
}

function metadataOf(attrs: Attributes): UnsDict {
  const kept = ["chemistry_description", "software_version"].filter((name) => typeof attrs[name] === "string");
  return Object.fromEntries(kept.map((name) => [name, attrs[name] as string]));
}

async function readBytes(path: string): Promise<Dense> {
  try {
    const bytes = await Deno.readFile(path);
    return new Dense(bytes, { shape: [bytes.length] });
  } catch (error) {
    throw fileError(error, path);
  }
}

async function readScalefactors(path: string): Promise<UnsDict> {
  try {
    return JSON.parse(new TextDecoder().decode((await readBytes(path)).data as Uint8Array));
  } catch (cause) {
    if (cause instanceof WeftError) throw cause;
    throw new WeftError("Corrupt", { expected: "JSON", found: "something else", where: path }, { cause });
  }
}
