import { checkInteger, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import type { Dense } from "../data/dense.ts";
import { sectionsOf } from "../data/sections_of.ts";
import { KdTree } from "../graph/kd_tree.ts";
import { spatialCoordinates } from "../graph/spatial_coordinates.ts";
import { refineLabels, type RefineRule } from "./refine_labels.ts";

/** Options of {@linkcode refineSpatial}. */
export interface RefineSpatialOptions {
  /** Column of `obs` with the labels. */
  readonly key: string;
  /**
   * `"majority"`: a spot takes the most frequent label among its neighbours, itself not counted, the nearest of equals
   * (GraphST and its kin). `"spagcn"`: the spot votes too, and changes only when its label has fewer than half and
   * another more than half of `nNeighbors` votes. Default `"majority"`.
   */
  readonly rule?: RefineRule;
  /** Neighbours that vote. Default 50 for `"majority"`, 6 (hexagonal grid; take 4 on a square one) for `"spagcn"`. */
  readonly nNeighbors?: number;
  /** Key of the coordinates in `obsm`. Default `"spatial"`. */
  readonly spatialKey?: string;
  /** Column of `obs` that tells sections apart: spots vote only within their own. */
  readonly libraryKey?: string | undefined;
  /** Column of `obs` to write. Default: `key` with `_refined`. */
  readonly keyAdded?: string;
}

/**
 * Smooths labels over space: every spot is given the label its neighbours in the tissue vote for, all at once.
 *
 * Refined labels are not better labels: thin layers and small regions are worn away, and a spatial score rises by
 * construction. Show both.
 *
 * @param data One modality or several, with coordinates.
 * @param options Labels, rule, number of neighbours.
 * @returns The object with the refined column, of the same categories.
 * @throws {WeftError} `NotFound` when the labels or coordinates are not there; `TooSmall` when a section has no more
 * spots than `nNeighbors`.
 *
 * @example A lone label amid others is overruled
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { refineSpatial } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const tissue = new AnnData({
 *   obs: new Frame(["a", "b", "c", "d"], { domain: ["x", "y", "x", "x"] }),
 *   obsm: { spatial: Dense.fromRows([[0, 0], [1, 0], [2, 0], [3, 0]]) },
 * });
 * const refined = refineSpatial(tissue, { key: "domain", nNeighbors: 3 });
 * assert.deepEqual(refined.obs.column("domain_refined").toArray(), ["x", "x", "x", "x"]);
 * ```
 */
export function refineSpatial<T extends Annotated>(data: T, options: RefineSpatialOptions): T {
  const { key, rule = "majority", libraryKey } = options;
  checkOneOf(rule, "rule", ["majority", "spagcn"]);
  const { nNeighbors = rule === "majority" ? 50 : 6, keyAdded = `${key}_refined` } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  const { codes, categories } = codesOf(data.obs.column(key));
  const coordinates = spatialCoordinates(data, options);
  const refined = new Int32Array(data.nObs);
  for (const { name, rows } of sectionsOf(data, libraryKey)) {
    const neighbors = nearest(coordinates.takeRows(rows), nNeighbors, name);
    const own = rows.map((row) => codes[row]!);
    refineLabels(own, neighbors, nNeighbors, rule).forEach((label, i) => refined[rows[i]!] = label);
  }
  const column = new CategoricalColumn(new StringColumn([...categories]), refined);
  return withAnnotations(data, { obs: { [keyAdded]: column } });
}

function nearest(coordinates: Dense, k: number, section: string | undefined): Int32Array {
  if (k >= coordinates.nRows) {
    throw new WeftError("TooSmall", {
      expected: `more than ${k} spots for ${k} neighbours`,
      found: `${coordinates.nRows}`,
      ...(section === undefined ? {} : { where: `section '${section}'` }),
      next: "Lower nNeighbors.",
    });
  }
  return new KdTree(coordinates.data as Float64Array, coordinates.nCols).nearest(k).indices;
}
