import { RowDistances } from "../row_distances.ts";
import { selectByCoordinate } from "../select_by_coordinate.ts";

/** The farthest rows of one row: a part of all of them, in no order. */
export interface FarRows {
  /** The rows. */
  readonly rows: Int32Array;
  /** Squared distance of the nearest of them; ∞ when there are none. */
  readonly nearest: number;
}

/**
 * The farthest `⌊(n − j) · fraction⌋` rows of row `i`, with `j` the rows equal to it, itself included. The answer is
 * valid until the next call: it shares its memory. Quick for rows in rising order; holds memory of the kernels.
 */
export class FarthestRows implements Disposable {
  readonly #distances: RowDistances;
  readonly #fraction: number;
  readonly #squared: Float64Array;
  readonly #rows: Int32Array;

  constructor(values: Float64Array, width: number, fraction: number) {
    this.#distances = new RowDistances(values, width);
    this.#fraction = fraction;
    this.#squared = new Float64Array(values.length / width);
    this.#rows = new Int32Array(this.#squared.length);
  }

  of(i: number): FarRows {
    const n = this.#rows.length;
    this.#squared.set(this.#distances.of(i));
    let equal = 0;
    for (let j = 0; j < n; j++) {
      this.#rows[j] = j;
      if (this.#squared[j] === 0) equal++;
    }
    const count = Math.floor((n - equal) * this.#fraction);
    if (count === 0) return { rows: this.#rows.subarray(n), nearest: Infinity };
    selectByCoordinate(this.#squared, this.#rows, 1, 0, 0, n - 1, n - count);
    return { rows: this.#rows.subarray(n - count), nearest: this.#squared[n - count]! };
  }

  /** Gives the memory back. */
  [Symbol.dispose](): void {
    this.#distances[Symbol.dispose]();
  }
}

/** Squared Euclidean distance of two rows. */
export function squaredDistance(values: Float64Array, width: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0, p = i * width, q = j * width; c < width; c++, p++, q++) {
    const difference = values[p]! - values[q]!;
    sum += difference * difference;
  }
  return sum;
}
