import type { Engine } from "../engine.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import type { SparsePattern } from "../transposed_pattern.ts";

/** `‖A − C‖` (or its square) of symmetric matrices by their weights on edges, in the library's own ops. */
export function edgeDistanceComposite(
  { tf }: Engine,
  { indptr, indices }: SparsePattern,
  a: Tensor,
  c: Tensor,
  squared: boolean,
): Tensor {
  const rows = rowOfEntries(indptr, indices.length);
  const times = tf.tensor1d(Float32Array.from(indices, (j, e) => j === rows[e] ? 1 : 2));
  const square = tf.sum(tf.mul(tf.square(tf.sub(a, c)), times));
  // At 0 the root has no slope; the floor gives it the slope 0.
  return squared ? square : tf.sqrt(tf.maximum(square, 1e-37));
}
