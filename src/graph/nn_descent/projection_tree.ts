import type { Rng } from "../../core/rng.ts";
import { selectByCoordinate } from "../select_by_coordinate.ts";

/** Points in the order of a tree's leaves. */
export interface ProjectionTree {
  /** Points, leaf after leaf. */
  readonly order: Int32Array;
  /** Where each leaf begins in `order`; one longer than the leaves. */
  readonly leaves: readonly number[];
}

/**
 * A random projection tree: halves the points, again and again, at the median of their projections on the line through
 * two of them drawn at random, until no more than `leafSize` are left together.
 */
export function projectionTree(values: Float64Array, width: number, leafSize: number, rng: Rng): ProjectionTree {
  const n = values.length / width;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const projections = new Float64Array(n);
  const direction = new Float64Array(width);
  const leaves = [0];
  const split = (from: number, to: number): void => {
    if (to - from <= leafSize) {
      leaves.push(to);
      return;
    }
    const a = order[from + rng.integer(to - from)]! * width;
    const b = order[from + rng.integer(to - from)]! * width;
    for (let c = 0; c < width; c++) direction[c] = values[a + c]! - values[b + c]!;
    for (let p = from; p < to; p++) {
      let dot = 0;
      for (let c = 0, q = order[p]! * width; c < width; c++, q++) dot += direction[c]! * values[q]!;
      projections[p] = dot;
    }
    const middle = (from + to) >> 1;
    selectByCoordinate(projections, order, 1, 0, from, to - 1, middle);
    split(from, middle);
    split(middle, to);
  };
  split(0, n);
  return { order, leaves };
}
