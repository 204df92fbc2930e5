import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import { gatherRows } from "./gather_rows.ts";

/** A product of rows for each edge, in the library's own ops. */
export function sddmmComposite(engine: Engine, structure: EdgeStructure, a: Tensor, b: Tensor): Tensor {
  const { tf } = engine;
  const { entries: { indptr, indices }, undirected } = structure;
  const rows = rowOfEntries(indptr, indices.length);
  const products = (from: Int32Array, to: Int32Array) =>
    tf.sum(tf.mul(gatherRows(engine, a, from), gatherRows(engine, b, to)), 1);
  const along = products(rows, indices);
  if (!undirected) return along;
  const apart = tf.tensor1d(Float32Array.from(indices, (j, e) => j === rows[e] ? 0 : 1));
  return tf.add(along, tf.mul(products(indices, rows), apart));
}
