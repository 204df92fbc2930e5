import type { Rng } from "../../../src/core/rng.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { Kernels } from "../../../src/kernels/kernels.ts";
import type { SparseBlocks } from "../../../src/kernels/ops/spmm.ts";

/** Lengths around the widths of vectors, panels, tiles and blocks. */
const LENGTHS = [0, 1, 2, 3, 5, 6, 7, 8, 11, 12, 13, 15, 16, 17, 31, 32, 33, 47, 48, 50, 63, 64, 65, 96, 97, 100, 130];
const MANY = [200, 241, 999, 1600];

/** Random shapes and blocks for one call of a kernel. */
export class Draw {
  readonly kernels: Kernels;
  readonly rng: Rng;

  constructor(kernels: Kernels, rng: Rng) {
    this.kernels = kernels;
    this.rng = rng;
  }

  /** A length, 0 among them. */
  length(): number {
    return LENGTHS[this.rng.integer(LENGTHS.length)]!;
  }

  /** A number of rows: seldom more than one share's block. */
  rows(): number {
    return this.rng.uniform() < 0.05 ? MANY[this.rng.integer(MANY.length)]! : this.length();
  }

  /** One of two things. */
  maybe<T>(value: () => T): T | undefined {
    return this.rng.uniform() < 0.5 ? value() : undefined;
  }

  /** True or false. */
  flag(): boolean {
    return this.rng.uniform() < 0.5;
  }

  /** One of several. */
  oneOf<T>(...values: readonly T[]): T {
    return values[this.rng.integer(values.length)]!;
  }

  /** A block whose contents nobody set. */
  out(length: number): Block {
    return this.kernels.alloc(length);
  }

  /** Normal numbers, some of them zero. */
  floats(length: number): Block {
    return this.#filled(length, () => this.rng.uniform() < 0.1 ? 0 : this.rng.normal());
  }

  /** Numbers from 0 to 1. */
  shares(length: number): Block {
    return this.#filled(length, () => this.rng.uniform());
  }

  /** Numbers above 0. */
  positive(length: number): Block {
    return this.#filled(length, () => 0.1 + 3 * this.rng.uniform());
  }

  /** Small counts, as floats. */
  counts(length: number): Block {
    return this.#filled(length, () => this.rng.integer(20));
  }

  /** Normal numbers between many zeros. */
  sparseFloats(length: number): Block {
    return this.#filled(length, () => this.rng.uniform() < 0.7 ? 0 : this.rng.normal());
  }

  /** Integers from 0 to below `limit`; none when `limit` is 0. */
  indices(length: number, limit: number): Block {
    const block = this.kernels.alloc(length);
    for (let i = 0; i < length; i++) block.i32[i] = limit === 0 ? 0 : this.rng.integer(limit);
    return block;
  }

  /** A sparse matrix with empty rows. */
  sparse(nRows: number, nCols: number): SparseBlocks {
    const indptr = this.kernels.alloc(nRows + 1);
    indptr.i32[0] = 0;
    for (let i = 0; i < nRows; i++) indptr.i32[i + 1] = indptr.i32[i]! + (nCols === 0 ? 0 : this.rng.integer(9));
    const nEntries = indptr.i32[nRows]!;
    return { nRows, nCols, indptr, indices: this.indices(nEntries, nCols), values: this.floats(nEntries) };
  }

  #filled(length: number, value: () => number): Block {
    const block = this.kernels.alloc(length);
    for (let i = 0; i < length; i++) block.f32[i] = value();
    return block;
  }
}
