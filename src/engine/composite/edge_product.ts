import type { Engine } from "../engine.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import type { MappedPattern } from "../transposed_pattern.ts";
import { gatherRows, scatterRows } from "./gather_rows.ts";

/** `A x` with the weights of `A` in a tensor, in the library's own ops. */
export function edgeProductComposite(engine: Engine, pattern: MappedPattern, values: Tensor, x: Tensor): Tensor {
  const { tf } = engine;
  const column = tf.reshape(values, [values.size, 1]);
  const weights = pattern.places ? gatherRows(engine, column, pattern.places) : column;
  const terms = tf.mul(gatherRows(engine, x, pattern.indices), weights);
  return scatterRows(engine, terms, rowOfEntries(pattern.indptr, pattern.indices.length), pattern.nRows);
}
