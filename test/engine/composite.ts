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

export function sageMeanTwin(
  engine: Engine,
  x: Tensor,
  weights: { readonly neighbor: Tensor; readonly self: Tensor; readonly bias: Tensor },
  matrix: SparseRows,
  { relu, normalize }: { readonly relu: boolean; readonly normalize: boolean },
): Tensor {
  const { tf } = engine;
  const mean = tf.matMul(denseOf(engine, matrix), x);
  const sum = tf.add(tf.add(tf.matMul(mean, weights.neighbor), tf.matMul(x, weights.self)), weights.bias);
  const active = relu ? tf.relu(sum) : sum;
  if (!normalize) return active;
  return tf.div(active, tf.sqrt(tf.maximum(tf.sum(tf.square(active), 1, true), 1e-24)));
}

export function edgeSmoothnessTwin(engine: Engine, z: Tensor, { nRows, indptr, indices }: SparseRows): Tensor {
  const { tf } = engine;
  const sources: number[] = [];
  for (let i = 0; i < nRows; i++) for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sources.push(i);
  const pick = (rows: ArrayLike<number>) =>
    tf.matMul(tf.oneHot(tf.tensor1d(Int32Array.from(rows), "int32"), nRows).toFloat() as Tensor, z);
  return tf.mean(tf.sum(tf.square(tf.sub(pick(sources), pick(indices))), 1));
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
