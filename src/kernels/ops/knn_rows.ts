import type { Block } from "../block.ts";
import { asFloat64, float64Block } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { withKept } from "../with_kept.ts";
import { withScratch } from "../with_scratch.ts";
import { packMatrix } from "./pack.ts";

/** Rows of a search in float32, about the centre of the base and scaled. */
export interface KnnFloats {
  /** The values, row major. */
  readonly values: Block;
  /** −½ of the squared norms, −∞ behind the last row. */
  readonly lowered: Block;
}

/** Rows to search among and rows to search for, laid out for a search; {@linkcode freeKnn} takes them back. */
export interface KnnRows {
  /** Rows to search among, `nRows × width`, as they came: in float32 or in float64. */
  readonly base: Block;
  /** Rows to search for, `nQueries × width`, of the type of `base`; may be `base`. */
  readonly queries: Block;
  /** Elements that a value of `base` and `queries` takes: one in float32, two in float64. */
  readonly valueLength: 1 | 2;
  /** The base in float32, in the order of `order`. */
  readonly baseFloats: KnnFloats;
  /** The rows to search for in float32: those of the base in its order if they are its rows. */
  readonly queryFloats: KnnFloats;
  /** The values of `baseFloats`, packed. */
  readonly packed: Block;
  /** Row of the base that each row of `baseFloats` is. */
  readonly order: Block;
  /** Column means of the base in float64. */
  readonly center: Block;
  /** What the float32 values are multiplied by. */
  readonly scale: number;
  /** The largest absolute value of all rows; NaN when there is one that is no number. */
  readonly largest: number;
  /** Rows of the base. */
  readonly nRows: number;
  /** Rows to search for. */
  readonly nQueries: number;
  /** Columns of both. */
  readonly width: number;
}

/**
 * A power of two brings the largest value to about this, so that products of long rows neither overflow nor vanish; less a
 * mean, it is at most twice that.
 */
const LARGEST = 2 ** 30;
/** Of the rows, so far apart lie those that follow each other in a search: rows that come sorted are seen mixed. */
const STEP = (Math.sqrt(5) - 1) / 2;
const PARALLEL_FROM = 20_000;

/**
 * Lays out rows of one width (at least 1); `queries` may be `base` itself. Values that are not finite, or whose squares
 * overflow, are not searched: `largest` tells of them.
 */
export function layOutKnn(
  kernels: Kernels,
  base: Float64Array | Float32Array,
  queries: Float64Array | Float32Array,
  width: number,
): KnnRows {
  const [nRows, nQueries] = [base.length / width, queries.length / width];
  const single = base instanceof Float32Array && queries instanceof Float32Array;
  return withKept(kernels, (take) => {
    const rowsOf = (values: Float64Array | Float32Array): Rows => {
      const block = take(single ? float32Block(kernels, values) : float64Block(kernels, values));
      return { block, n: values.length / width, width, single };
    };
    const baseRows = rowsOf(base);
    const ofBase = survey(kernels, baseRows);
    let { largest } = ofBase;
    let queryRows = baseRows;
    if (queries !== base) {
      queryRows = rowsOf(queries);
      largest = Math.max(largest, survey(kernels, queryRows).largest);
    }
    const center = take(float64Block(kernels, ofBase.sums.map((sum) => sum / nRows)));
    const scale = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(LARGEST / largest));
    const order = take(kernels.alloc(nRows));
    const floatsOf = (rows: Rows, order?: Block): KnnFloats => {
      // A tile of rows may be read from any row on, and norms up to a whole panel.
      const room = rows.n + kernels.rowBlock;
      const floats = { values: take(kernels.alloc(room * width)), lowered: take(kernels.alloc(room)) };
      fillFloats(kernels, floats, { ...rows, order, center, scale });
      return floats;
    };
    const baseFloats = floatsOf(baseRows, order);
    const matrix = { block: baseFloats.values, rows: width, columns: nRows, transposed: true } as const;
    const packed = take(packMatrix(kernels, matrix));
    return {
      base: baseRows.block,
      queries: queryRows.block,
      valueLength: single ? 1 : 2,
      baseFloats,
      queryFloats: queries === base ? baseFloats : floatsOf(queryRows),
      packed,
      order,
      center,
      scale,
      largest,
      nRows,
      nQueries,
      width,
    };
  });
}

/** Gives the memory back. */
export function freeKnn(kernels: Kernels, rows: KnnRows): void {
  const { base, queries, baseFloats, queryFloats, packed, order, center } = rows;
  const floats = [baseFloats, queryFloats].flatMap(({ values, lowered }) => [values, lowered]);
  for (const block of new Set([base, queries, ...floats, packed, order, center])) kernels.free(block);
}

/** Rows in float32 (`single`) or float64 where kernels reach them. */
interface Rows {
  readonly block: Block;
  readonly n: number;
  readonly width: number;
  readonly single: boolean;
}

function float32Block(kernels: Kernels, values: Float64Array | Float32Array): Block {
  const block = kernels.alloc(values.length);
  block.f32.set(values);
  return block;
}

/** The sums of the columns of rows, and their largest absolute value, NaN when there is one that is no number. */
function survey(
  kernels: Kernels,
  { block, n, width, single }: Rows,
): { readonly sums: Float64Array; readonly largest: number } {
  return withScratch(kernels, (take) => {
    const found = take(kernels.alloc(2 * kernels.shares * (width + 1)));
    const args = [block.address, single ? 1 : 0, n, width, found.address];
    kernels.run(OP.knnSurvey, args, n * width > PARALLEL_FROM);
    const sums = new Float64Array(width);
    let largest = 0;
    const parts = asFloat64(found);
    for (let share = 0, p = 0; share < kernels.shares; share++, p++) {
      for (let c = 0; c < width; c++, p++) sums[c]! += parts[p]!;
      largest = Math.max(largest, parts[p]!);
    }
    return { sums, largest: sums.some(Number.isNaN) ? NaN : largest };
  });
}

/** What {@linkcode KnnFloats} are made of: rows, taken in an order of the search if there is room to write it. */
interface FloatsSource extends Rows {
  readonly order: Block | undefined;
  readonly center: Block;
  readonly scale: number;
}

function fillFloats(kernels: Kernels, { values, lowered }: KnnFloats, source: FloatsSource): void {
  const { block, n, width, single, order, center, scale } = source;
  const from = [block.address, single ? 1 : 0, n, width];
  const mixed = [order?.address ?? 0, order ? stepOf(n) : 0];
  const args = [...from, ...mixed, center.address, scale, values.address, lowered.address];
  kernels.run(OP.knnFloats, args, n * width > PARALLEL_FROM);
  values.f32.fill(0, n * width);
  lowered.f32.fill(-Infinity, n);
}

/** Its multiples below and beyond `n` are all rows, each once. */
function stepOf(n: number): number {
  let step = Math.max(1, Math.round(n * STEP));
  while (commonDivisor(step, n) !== 1) step++;
  return step;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
