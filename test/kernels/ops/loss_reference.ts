import assert from "node:assert/strict";
import type { Rng } from "../../../src/core/rng.ts";
import type { Block, Kernels } from "../../../src/kernels/mod.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

/** A loss with its gradients, one array an input. */
export interface Found {
  readonly value: number;
  readonly gradients: readonly ArrayLike<number>[];
}

/** Standard normal numbers. */
export function normals(rng: Rng, length: number): Float32Array {
  return Float32Array.from({ length }, () => rng.normal());
}

/** Blocks for one computation, freed together. */
export class Blocks {
  readonly #kernels: Kernels;
  readonly #made: Block[] = [];

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  put(values: ArrayLike<number>): Block {
    this.#made.push(blockOf(this.#kernels, values));
    return this.#made.at(-1)!;
  }

  /** A block full of what no result may keep. */
  out(length: number): Block {
    return this.put(new Float32Array(length).fill(NaN));
  }

  free(): void {
    for (const block of this.#made) this.#kernels.free(block);
  }
}

/** Runs a computation on blocks of its own. */
export function withBlocks<T>(kernels: Kernels, compute: (blocks: Blocks) => T): T {
  const blocks = new Blocks(kernels);
  try {
    return compute(blocks);
  } finally {
    blocks.free();
  }
}

/** Holds a computation to float64 numbers on every set of kernels, relative to the largest of each array. */
export function assertFollows(compute: (kernels: Kernels) => Found, wanted: Found, bound: number): void {
  for (const kernels of kernelSets()) {
    const { value, gradients } = compute(kernels);
    const all = [[[value], [wanted.value]], ...gradients.map((got, i) => [got, wanted.gradients[i]!])];
    for (const [got, want] of all as [ArrayLike<number>, ArrayLike<number>][]) {
      let largest = 1e-30;
      for (let i = 0; i < want.length; i++) largest = Math.max(largest, Math.abs(want[i]!));
      for (let i = 0; i < want.length; i++) {
        const off = Math.abs(got[i]! - want[i]!);
        assert(off <= bound * largest, `${kernels.kind}: got ${got[i]}, want ${want[i]} at ${i} of ${want.length}`);
      }
    }
  }
}

/** The same bytes on 1, 2 and 4 threads, on every set of kernels. */
export function assertSameOnThreads(compute: (kernels: Kernels) => Found): void {
  for (const kernels of kernelSets()) {
    const [one, two, four] = onThreads(kernels, () => compute(kernels));
    assert.deepEqual(two, one);
    assert.deepEqual(four, one);
  }
}
