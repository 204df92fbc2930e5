import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import { customGradient } from "../ops/custom_gradient.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import { gatherRows, scatterRows } from "./gather_rows.ts";

/** The normalised weights of an undirected graph, in the library's own ops. */
export function normalizeEdgesComposite(engine: Engine, structure: EdgeStructure, p: Tensor, factor: number): Tensor {
  const { tf } = engine;
  const { entries: { indptr, indices }, forward, nRows, nValues } = structure;
  const rows = rowOfEntries(indptr, nValues);
  const loops = Float32Array.from(indices, (j, e) => j === rows[e] ? 1 : 0);
  const column = tf.reshape(tf.add(tf.relu(scaledSlope(engine, p, loops, factor)), tf.tensor1d(loops)), [nValues, 1]);
  const ends = rowOfEntries(forward.indptr, forward.indices.length);
  const sums = scatterRows(engine, gatherRows(engine, column, forward.places!), ends, nRows);
  const root = tf.rsqrt(sums);
  const both = tf.mul(gatherRows(engine, root, rows), gatherRows(engine, root, indices));
  return tf.reshape(tf.mul(column, both), [nValues]);
}

/** `p` itself, its gradient times `factor` between two nodes. */
function scaledSlope(engine: Engine, p: Tensor, loops: Float32Array, factor: number): Tensor {
  const { tf } = engine;
  return customGradient(engine, [p], () => ({
    value: tf.mul(p, 1),
    saved: [],
    gradient: (dy) => [tf.mul(dy, tf.tensor1d(loops.map((loop) => loop === 1 ? 1 : factor)))],
  }));
}
