/** The fused ops written out in the tensor library's own ops: the oracle their values and gradients are held to. */
import type { Engine, SparseRows, Tensor } from "../../src/engine/mod.ts";

/** `A` as a dense tensor. */
export function denseOf(engine: Engine, { nRows, nCols, indptr, indices, values }: SparseRows): Tensor {
  const dense = new Float32Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) dense[i * nCols + indices[p]!]! += values[p]!;
  }
  return engine.tensor(dense, [nRows, nCols]);
}

/** Adam over plain numbers, one step after another. */
export class AdamTwin {
  readonly #m: number[];
  readonly #v: number[];
  #t = 0;

  constructor(size: number, readonly lr: number, readonly weightDecay: number) {
    this.#m = new Array(size).fill(0);
    this.#v = new Array(size).fill(0);
  }

  step(p: readonly number[], g: readonly number[]): number[] {
    this.#t++;
    return p.map((value, i) => {
      const gradient = g[i]! + this.weightDecay * value;
      this.#m[i] = 0.9 * this.#m[i]! + 0.1 * gradient;
      this.#v[i] = 0.999 * this.#v[i]! + 0.001 * gradient ** 2;
      const first = this.#m[i]! / (1 - 0.9 ** this.#t);
      const second = this.#v[i]! / (1 - 0.999 ** this.#t);
      return value - this.lr * first / (Math.sqrt(second) + 1e-8);
    });
  }
}
