import type { Engine } from "../engine.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import type { SparsePattern } from "../transposed_pattern.ts";
import { gatherRows } from "./gather_rows.ts";

/** Mean over entries of the squared distance of the rows they join, in the library's own ops. */
export function edgeSmoothnessComposite(engine: Engine, z: Tensor, { indptr, indices }: SparsePattern): Tensor {
  const { tf } = engine;
  const rows = rowOfEntries(indptr, indices.length);
  const apart = tf.sub(gatherRows(engine, z, rows), gatherRows(engine, z, indices));
  return tf.div(tf.sum(tf.square(apart)), Math.max(1, indices.length));
}
