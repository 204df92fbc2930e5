/**
 * Spots that were chosen on a map: their names and their rows. Wherever rows are asked for (`label`, `subset`), it can be
 * given; it is found there by its names.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { spatialMap } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * const coordinates = Dense.fromRows([[0, 0], [1, 0], [0, 1]]);
 * const adata = new AnnData({ obs: new Frame(["a", "b", "c"]), obsm: { spatial: coordinates } });
 * const map = spatialMap(adata);
 * map.select(["a", "c"]);
 * assert.deepEqual([...map.selection().indices], [0, 2]);
 * assert.deepEqual(adata.subset({ obs: map.selection() }).obsNames, ["a", "c"]);
 * map.close();
 * ```
 */
export class Selection {
  /** Names of the spots, in the order of the data. */
  readonly names: readonly string[];
  /** Their rows in the data that the map shows, rising. */
  readonly indices: Int32Array;

  /**
   * A selection of rows.
   *
   * @param indices Rows, rising.
   * @param obsNames Names of all spots.
   */
  constructor(indices: Int32Array, obsNames: readonly string[]) {
    this.indices = indices;
    this.names = Object.freeze(Array.from(indices, (i) => obsNames[i]!));
    Object.freeze(this);
  }

  /** How many spots. */
  get length(): number {
    return this.indices.length;
  }

  /** How many spots, as a sentence. */
  toString(): string {
    return `Selection of ${this.length.toLocaleString("en-US")} ${this.length === 1 ? "spot" : "spots"}`;
  }
}
