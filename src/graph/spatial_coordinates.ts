import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import type { AxisArray } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import { toDense } from "../data/matrix.ts";
import type { MuData } from "../data/mudata.ts";

/** Options of {@linkcode spatialCoordinates}. */
export interface SpatialCoordinatesOptions {
  /** Key in `obsm`. Default `"spatial"`. */
  readonly spatialKey?: string;
}

/** Coordinates that differ by less than this share of their extent are the same written with other precision. */
const SAME = 1e-6;

/**
 * Where each spot lies: `obsm["spatial"]` of an AnnData; of a MuData that of the whole, or of its modalities, put in
 * the order of the whole by name.
 *
 * @param data One modality or several.
 * @param options See {@linkcode SpatialCoordinatesOptions}.
 * @returns `nObs × nDims`, float64, in the units of the slot.
 * @throws {WeftError} `NotFound` when there are no coordinates at all, or none for some observations; `Ambiguous` when
 * two places hold coordinates that disagree; `BadValues` when one is not finite; `TooSmall` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { spatialCoordinates } from "weft/graph";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ obs: new Frame(["a", "b"]), obsm: { spatial: Dense.fromRows([[0, 1], [2, 3]]) } });
 * assert.deepEqual(spatialCoordinates(adata).toRows(), [[0, 1], [2, 3]]);
 * ```
 */
export function spatialCoordinates(data: Annotated, options: SpatialCoordinatesOptions = {}): Dense {
  const { spatialKey = "spatial" } = options;
  const slot = `obsm[${show(spatialKey)}]`;
  const own = numbers(data.obsm[spatialKey]);
  if (data.kind === "anndata") {
    if (!own) throw missing(slot, Object.keys(data.obsm));
    return checked(own, slot, data.obsNames);
  }
  return checked(joined(data, spatialKey, own, slot), slot, data.obsNames);
}

/** One place that holds coordinates. */
interface Place {
  readonly name: string;
  readonly coords: Dense;
  /** 1-based row of each observation of the whole; 0 where it has none. */
  readonly rows: ArrayLike<number>;
}

function joined(data: MuData, spatialKey: string, own: Dense | undefined, slot: string): Dense {
  const places: Place[] = [];
  if (own) places.push({ name: "the whole", coords: own, rows: data.obsNames.map((_, i) => i + 1) });
  for (const [name, modality] of Object.entries(data.mod)) {
    const coords = numbers(modality.obsm[spatialKey]);
    if (coords) places.push({ name: `modality ${show(name)}`, coords, rows: data.obsmap[name]! });
  }
  const first = places[0];
  if (!first) {
    const keys = Object.entries(data.mod).flatMap(([name, { obsm }]) =>
      Object.keys(obsm).map((key) => `${name}:${key}`)
    );
    throw missing(slot, [...Object.keys(data.obsm), ...keys]);
  }
  const nDims = first.coords.nCols;
  const values = new Float64Array(data.nObs * nDims).fill(NaN);
  const source = new Array<string | undefined>(data.nObs);
  for (const place of places) fill(values, source, nDims, place, data.obsNames, slot);
  const lacking = data.obsNames.filter((_, i) => source[i] === undefined);
  if (lacking.length) {
    throw new WeftError("NotFound", {
      expected: `coordinates for all ${data.nObs} observations`,
      found: `none for ${lacking.length} of them (${examples(lacking)})`,
      where: slot,
      next: "Add them, or keep only the observations that have them with subset().",
    });
  }
  return new Dense(values, { shape: [data.nObs, nDims] });
}

function fill(
  values: Float64Array,
  source: (string | undefined)[],
  nDims: number,
  { name, coords, rows }: Place,
  obsNames: readonly string[],
  slot: string,
): void {
  const tolerance = SAME * extent(coords);
  for (let i = 0; i < source.length; i++) {
    const row = rows[i]! - 1;
    if (row < 0) continue;
    const other = source[i];
    let same = coords.nCols === nDims;
    for (let c = 0; same && c < nDims; c++) {
      const value = coords.get(row, c);
      if (other === undefined) values[i * nDims + c] = value;
      else same = !(Math.abs(values[i * nDims + c]! - value) > tolerance);
    }
    if (!same) {
      throw new WeftError("Ambiguous", {
        expected: `${slot} to say the same everywhere`,
        found: `other coordinates for observation ${show(obsNames[i])} in ${name} than in ${
          other ?? "the first place"
        }`,
        next: "Remove the one that is wrong: with({ obsm: { … : undefined } }), or name another with spatialKey.",
      });
    }
    source[i] ??= name;
  }
}

function extent({ data, nCols }: Dense): number {
  let widest = 0;
  for (let c = 0; c < nCols; c++) {
    let low = Infinity;
    let high = -Infinity;
    for (let p = c; p < data.length; p += nCols) {
      low = Math.min(low, Number(data[p]));
      high = Math.max(high, Number(data[p]));
    }
    widest = Math.max(widest, high - low);
  }
  return widest;
}

function numbers(array: AxisArray | undefined): Dense | undefined {
  if (array?.kind !== "frame") return array && toDense(array).astype("float64");
  const columns = array.columnNames.map((name) => array.column(name));
  const values = new Float64Array(array.nRows * columns.length);
  columns.forEach((column, c) => {
    for (let i = 0; i < array.nRows; i++) values[i * columns.length + c] = Number(column.get(i) ?? NaN);
  });
  return new Dense(values, { shape: [array.nRows, columns.length] });
}

function checked(coords: Dense, slot: string, obsNames: readonly string[]): Dense {
  if (coords.nCols < 2) {
    throw new WeftError("TooSmall", {
      expected: "at least two coordinates a spot",
      found: `${coords.nCols}`,
      where: slot,
    });
  }
  const bad = coords.data.findIndex((value) => !Number.isFinite(Number(value)));
  if (bad < 0) return coords;
  throw new WeftError("BadValues", {
    expected: "finite coordinates",
    found: `${coords.data[bad]} for observation ${show(obsNames[Math.floor(bad / coords.nCols)])}`,
    where: slot,
    next: "Remove the spots without a place with subset().",
  });
}

function missing(slot: string, keys: readonly string[]): WeftError {
  return new WeftError("NotFound", {
    expected: `coordinates of the spots in ${slot}`,
    found: keys.length === 0 ? "no obsm entries" : `the entries ${examples(keys, 12)}`,
    next:
      "The coordinates are missing: add them with with({ obsm: { spatial: … } }), or name their slot with spatialKey.",
  });
}
