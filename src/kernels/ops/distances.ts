import { addressAt, type Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64 } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** Rows in float64 that distances are measured from. */
export interface DistanceQueries {
  /** Rows, `width` numbers each. */
  readonly block: Block;
  /** First of those asked for. */
  readonly first: number;
  /** How many are asked for. */
  readonly count: number;
}

const PARALLEL_FROM = 20_000;

/** Packs rows to measure distances to; the caller frees the block. */
export function packDistanceBase(kernels: Kernels, values: Float64Array, width: number): Block {
  const wide = panelOf(kernels);
  const rows = values.length / width;
  const panels = Math.ceil(rows / wide);
  const packed = kernels.alloc(2 * panels * wide * width);
  const to = asFloat64(packed).fill(0);
  for (let i = 0, p = 0; i < rows; i++) {
    const at = Math.floor(i / wide) * wide * width + i % wide;
    for (let c = 0; c < width; c++, p++) to[at + c * wide] = values[p]!;
  }
  return packed;
}

/**
 * Squared Euclidean distances of some rows to all rows of a packed base, `count × rows` in float64: each sum by rising
 * column, the same bytes on every kind of kernels.
 */
export function distances(
  kernels: Kernels,
  queries: DistanceQueries,
  base: { readonly packed: Block; readonly rows: number; readonly width: number },
  out: Block,
): void {
  const { packed, rows, width } = base;
  const { block, first, count } = queries;
  const wide = panelOf(kernels);
  checkCounts({ first, count, rows, width });
  checkRoom("queries", block, 2 * count * width, 2 * first * width);
  checkRoom("packed base", packed, 2 * Math.ceil(rows / wide) * wide * width);
  checkRoom("distances", out, 2 * count * rows);
  const args = [addressAt(block, 2 * first * width), packed.address, rows, count, width, out.address];
  kernels.run(OP.distances, args, count * rows * width > PARALLEL_FROM);
}

/** Rows of a panel of float64: half the bytes' number of a panel of float32. */
function panelOf(kernels: Kernels): number {
  return kernels.panel / 2;
}
