import type { Block } from "../block.ts";
import { asFloat64, float64Block } from "../float64.ts";
import type { Kernels } from "../kernels.ts";
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
  /** Rows to search among in float64, `nRows × width`. */
  readonly base: Block;
  /** Rows to search for in float64, `nQueries × width`; may be `base`. */
  readonly queries: Block;
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
  /** Rows of the base. */
  readonly nRows: number;
  /** Rows to search for. */
  readonly nQueries: number;
  /** Columns of both. */
  readonly width: number;
}

/** Largest of the float32 values, so that products of long rows neither overflow nor vanish. */
const LARGEST = 2 ** 30;
/** Of the rows, so far apart lie those that follow each other in a search: rows that come sorted are seen mixed. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** Lays out rows of one width (at least 1), finite values; `queries` may be `base` itself. */
export function layOutKnn(
  kernels: Kernels,
  base: Float64Array | Float32Array,
  queries: Float64Array | Float32Array,
  width: number,
): KnnRows {
  const nRows = base.length / width;
  const taken: Block[] = [];
  const take = (block: Block): Block => (taken.push(block), block);
  try {
    const center = take(kernels.alloc(2 * width));
    const means = asFloat64(center).fill(0);
    for (let i = 0, p = 0; i < nRows; i++) for (let c = 0; c < width; c++, p++) means[c]! += base[p]!;
    for (let c = 0; c < width; c++) means[c]! /= nRows;
    const scale = scaleOf([base, queries]);
    const order = take(kernels.alloc(nRows));
    mix(order.i32.subarray(0, nRows));
    const floatsOf = (x: Float64Array | Float32Array, rows?: Int32Array): KnnFloats => {
      // A tile of rows may be read from any row on, and norms up to a whole panel.
      const n = x.length / width, room = n + kernels.rowBlock;
      const floats = { values: take(kernels.alloc(room * width)), lowered: take(kernels.alloc(room)) };
      fillFloats(floats, { x, rows, means, scale });
      return floats;
    };
    const baseFloats = floatsOf(base, order.i32);
    const matrix = { block: baseFloats.values, rows: width, columns: nRows, transposed: true } as const;
    const packed = take(packMatrix(kernels, matrix));
    const baseBlock = take(float64Block(kernels, base));
    return {
      base: baseBlock,
      queries: queries === base ? baseBlock : take(float64Block(kernels, queries)),
      baseFloats,
      queryFloats: queries === base ? baseFloats : floatsOf(queries),
      packed,
      order,
      center,
      scale,
      nRows,
      nQueries: queries.length / width,
      width,
    };
  } catch (error) {
    for (const block of taken) kernels.free(block);
    throw error;
  }
}

/** Gives the memory back. */
export function freeKnn(kernels: Kernels, rows: KnnRows): void {
  const { base, queries, baseFloats, queryFloats, packed, order, center } = rows;
  const floats = [baseFloats, queryFloats].flatMap(({ values, lowered }) => [values, lowered]);
  for (const block of new Set([base, queries, ...floats, packed, order, center])) kernels.free(block);
}

/** What {@linkcode KnnFloats} are made of: values, in the order of `rows`. */
interface FloatsSource {
  readonly x: Float64Array | Float32Array;
  readonly rows: Int32Array | undefined;
  readonly means: Float64Array;
  readonly scale: number;
}

function fillFloats({ values, lowered }: KnnFloats, { x, rows, means, scale }: FloatsSource): void {
  const width = means.length;
  const n = x.length / width;
  const out = values.f32;
  for (let i = 0, to = 0; i < n; i++) {
    let square = 0;
    for (let c = 0, p = (rows ? rows[i]! : i) * width; c < width; c++, p++, to++) {
      const value = Math.fround((x[p]! - means[c]!) * scale);
      out[to] = value;
      square += value * value;
    }
    lowered.f32[i] = -square / 2;
  }
  out.fill(0, n * width);
  lowered.f32.fill(-Infinity, n);
}

/** All numbers below `order.length`, each once, neighbours far apart. */
function mix(order: Int32Array): void {
  const n = order.length;
  let step = Math.max(1, Math.round(n * STEP));
  while (commonDivisor(step, n) !== 1) step++;
  for (let i = 0, row = 0; i < n; i++, row = (row + step) % n) order[i] = row;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The power of two that brings the largest value to about {@linkcode LARGEST}; less a mean, it is at most twice that. */
function scaleOf(matrices: readonly (Float64Array | Float32Array)[]): number {
  let largest = 0;
  for (const values of new Set(matrices)) {
    for (let p = 0; p < values.length; p++) {
      const value = Math.abs(values[p]!);
      if (value > largest) largest = value;
    }
  }
  return largest === 0 ? 1 : 2 ** Math.floor(Math.log2(LARGEST / largest));
}
