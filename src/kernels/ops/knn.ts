import { addressAt, type Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64, float64Block } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { packMatrix } from "./pack.ts";

/** Rows to search among and rows to search for, laid out for {@linkcode knn}; {@linkcode freeKnn} takes them back. */
export interface KnnRows {
  /** Rows to search among in float64, `nRows × width`. */
  readonly base: Block;
  /** Rows to search for in float64, `nQueries × width`; may be `base`. */
  readonly queries: Block;
  /** The base about `center` in float32, packed. */
  readonly packed: Block;
  /** Half the squared norms of its rows. */
  readonly halves: Block;
  /** Column means of the base in float64. */
  readonly center: Block;
  /** What the float32 values are multiplied by. */
  readonly scale: number;
  /** Rows of the base. */
  readonly nRows: number;
  /** Rows to search for. */
  readonly nQueries: number;
  /** Columns of both. */
  readonly width: number;
}

/** Which of the nearest rows are wanted. */
export interface KnnSearch {
  /** First row to search for. */
  readonly first: number;
  /** How many rows to search for. */
  readonly count: number;
  /** How many nearest rows each gets. */
  readonly k: number;
  /** What a query may not find: base row `i` for query `i`, every row equal to it, or nothing. */
  readonly skip: "self" | "equal" | "none";
}

/** Where the answer goes. */
export interface KnnAnswer {
  /** Rows found, `count × k`, nearest first; −1 where there is none. */
  readonly rows: Block;
  /** Squared distances in float64, `count × k`; ∞ where there is none. */
  readonly squared: Block;
}

const SKIPS = { none: 0, self: 1, equal: 2 } as const;
/** Scores that are held at a time for each query. */
const CHUNK = 512;
/** Candidates beyond the k: the more, the seldomer a second look; a share of k, and at least so many. */
const SPARE_SHARE = 0.25;
const SPARE = 8;
/** Largest of the float32 values, so that products of long rows neither overflow nor vanish. */
const LARGEST = 2 ** 30;
const PARALLEL_FROM = 100_000;

/** Lays out rows of one width (at least 1), finite values; `queries` may be `base` itself. */
export function layOutKnn(kernels: Kernels, base: Float64Array, queries: Float64Array, width: number): KnnRows {
  const nRows = base.length / width;
  const center = kernels.alloc(2 * width);
  const means = asFloat64(center).fill(0);
  for (let i = 0, p = 0; i < nRows; i++) for (let c = 0; c < width; c++, p++) means[c]! += base[p]! / nRows;
  const scale = scaleOf([base, queries], means);
  const floats = kernels.alloc(base.length);
  const halves = kernels.alloc(nRows);
  for (let i = 0, p = 0; i < nRows; i++) {
    let square = 0;
    for (let c = 0; c < width; c++, p++) {
      const value = floats.f32[p] = (base[p]! - means[c]!) * scale;
      square += Math.fround(value) ** 2;
    }
    halves.f32[i] = square / 2;
  }
  const packed = packMatrix(kernels, { block: floats, rows: width, columns: nRows, transposed: true });
  kernels.free(floats);
  const baseBlock = float64Block(kernels, base);
  return {
    base: baseBlock,
    queries: queries === base ? baseBlock : float64Block(kernels, queries),
    packed,
    halves,
    center,
    scale,
    nRows,
    nQueries: queries.length / width,
    width,
  };
}

/** Gives the memory back. */
export function freeKnn(kernels: Kernels, { base, queries, packed, halves, center }: KnnRows): void {
  for (const block of new Set([base, queries, packed, halves, center])) kernels.free(block);
}

/**
 * The exact k nearest rows of the base for some queries by Euclidean distance; ties go to the smaller row, and distances
 * are summed in float64 by rising column, so that every kind of kernels gives the same bytes.
 */
export function knn(kernels: Kernels, rows: KnnRows, search: KnnSearch, answer: KnnAnswer): void {
  const { base, queries, packed, halves, center, scale, nRows, nQueries, width } = rows;
  const { first, count, k, skip } = search;
  checkRoom("base", base, 2 * nRows * width);
  checkRoom("queries", queries, 2 * count * width, 2 * first * width);
  checkRoom("numbers of queries", { ...queries, length: nQueries }, count, first);
  checkRoom("packed base", packed, Math.ceil(nRows / kernels.panel) * kernels.panel * width);
  checkRoom("half norms", halves, nRows);
  checkRoom("centre", center, 2 * width);
  checkRoom("rows found", answer.rows, count * k);
  checkRoom("squared distances", answer.squared, 2 * count * k);
  const wide = Math.ceil((k + 1 + Math.max(SPARE, SPARE_SHARE * k)) / kernels.panel) * kernels.panel;
  const columns = Math.ceil(CHUNK / kernels.panel) * kernels.panel;
  const scratchLength = kernels.rowBlock * (columns + width + 2 * (wide + kernels.panel)) + 4 * kernels.panel;
  const scratch = kernels.alloc(kernels.shares * scratchLength);
  const args = [
    base.address,
    addressAt(queries, 2 * first * width),
    packed.address,
    halves.address,
    center.address,
    scale,
    nRows,
    count,
    width,
    k,
    wide,
    SKIPS[skip],
    first,
    columns,
    answer.rows.address,
    answer.squared.address,
    scratch.address,
    scratchLength,
  ];
  kernels.run(OP.knn, args, count * nRows * width > PARALLEL_FROM);
  kernels.free(scratch);
}

/** The power of two that brings the largest value to about {@linkcode LARGEST}. */
function scaleOf(matrices: readonly Float64Array[], means: Float64Array): number {
  let largest = 0;
  for (const values of new Set(matrices)) {
    for (let p = 0; p < values.length;) {
      for (let c = 0; c < means.length; c++, p++) {
        const value = Math.abs(values[p]! - means[c]!);
        if (value > largest) largest = value;
      }
    }
  }
  return largest === 0 ? 1 : 2 ** Math.floor(Math.log2(LARGEST / largest));
}
