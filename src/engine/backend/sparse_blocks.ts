import { WeftError } from "../../core/error.ts";
import { constantBlock } from "../../kernels/constant_block.ts";
import type { Block } from "../../kernels/block.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { PatternBlocks } from "../../kernels/ops/pattern_blocks.ts";
import type { SparseBlocks } from "../../kernels/ops/spmm.ts";
import type { SparseRows } from "../sparse_operator.ts";
import type { MappedPattern, SparsePattern } from "../transposed_pattern.ts";

const known = new WeakMap<Kernels, WeakMap<SparsePattern, PatternBlocks>>();

/** A constant pattern where kernels reach it; checked there the first time, since kernels follow it blindly. */
export function patternBlocks(kernels: Kernels, pattern: SparsePattern): PatternBlocks {
  let blocks = known.get(kernels);
  if (!blocks) known.set(kernels, blocks = new WeakMap());
  let found = blocks.get(pattern);
  if (!found) {
    const { nRows, nCols } = pattern;
    const indptr = constantBlock(kernels, pattern.indptr), indices = constantBlock(kernels, pattern.indices);
    checkPattern(indptr, indices, nRows, nCols);
    blocks.set(pattern, found = { nRows, nCols, indptr, indices });
  }
  return found;
}

/** A constant sparse matrix where kernels reach it. */
export function sparseBlocks(kernels: Kernels, matrix: SparseRows): SparseBlocks {
  return { ...patternBlocks(kernels, matrix), values: constantBlock(kernels, matrix.values) };
}

/** A pattern with its weights in a block of `nValues`. */
export function weightedBlocks(
  kernels: Kernels,
  pattern: MappedPattern,
  values: Block,
  nValues: number,
): SparseBlocks {
  const blocks = patternBlocks(kernels, pattern);
  if (pattern.places === undefined) return { ...blocks, values };
  const places = constantBlock(kernels, pattern.places);
  if (placesBelow(places) > nValues) throw corrupt(`places below ${nValues}`);
  return { ...blocks, values, map: { places, nValues } };
}

function checkPattern({ i32: indptr }: Block, { i32: indices }: Block, nRows: number, nCols: number): void {
  let sound = indptr.length === nRows + 1 && indptr[0] === 0 && indptr[nRows] === indices.length;
  for (let i = 0; sound && i < nRows; i++) sound = indptr[i]! <= indptr[i + 1]!;
  for (let p = 0; sound && p < indices.length; p++) sound = indices[p]! >= 0 && indices[p]! < nCols;
  if (sound) return;
  throw corrupt(
    `starts that rise from 0 to the ${indices.length} entries of ${nRows} rows, and columns below ${nCols}`,
  );
}

const bounds = new WeakMap<Block, number>();

/** One more than the largest place, infinity when one is negative; looked through once. */
function placesBelow(places: Block): number {
  let bound = bounds.get(places);
  if (bound === undefined) {
    bound = 0;
    for (const place of places.i32) bound = Math.max(bound, place < 0 ? Infinity : place + 1);
    bounds.set(places, bound);
  }
  return bound;
}

function corrupt(expected: string): WeftError {
  return new WeftError("Corrupt", { expected, found: "others" });
}
