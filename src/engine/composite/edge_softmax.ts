import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import type { SparsePattern } from "../transposed_pattern.ts";
import { gatherRows } from "./gather_rows.ts";

/** What a place without an entry scores. */
const NOTHING = -1e30;

/** Softmax over the entries of each row, in the library's own ops: rows are filled up to the longest. */
export function edgeSoftmaxComposite(engine: Engine, pattern: SparsePattern, scores: Tensor, scale: number): Tensor {
  const { tf } = engine;
  const { nRows, indptr, indices } = pattern;
  let longest = 1;
  for (let i = 0; i < nRows; i++) longest = Math.max(longest, indptr[i + 1]! - indptr[i]!);
  const filled = new Int32Array(nRows * longest), empty = new Float32Array(nRows * longest).fill(NOTHING);
  const places = new Int32Array(indices.length);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const at = i * longest + p - indptr[i]!;
      filled[at] = p;
      empty[at] = 0;
      places[p] = at;
    }
  }
  if (indices.length === 0) return tf.mul(scores, scale);
  const column = tf.reshape(tf.mul(scores, scale), [indices.length, 1]);
  const table = tf.reshape(gatherRows(engine, column, filled), [nRows, longest]);
  const shares = tf.softmax(tf.add(table, tf.tensor2d(empty, [nRows, longest])));
  return tf.reshape(gatherRows(engine, tf.reshape(shares, [nRows * longest, 1]), places), [indices.length]);
}
