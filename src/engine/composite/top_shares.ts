import type { Engine } from "../engine.ts";
import type { TopEdges } from "../ops/top_edges.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import { edgeSoftmaxComposite } from "./edge_softmax.ts";
import { gatherAt } from "./gather_at.ts";
import { gatherRows } from "./gather_rows.ts";

/** Shares of the kept entries, in the library's own ops. */
export function topSharesComposite(
  engine: Engine,
  { form, tensors: [columns] }: TopEdges,
  a: Tensor,
  b: Tensor,
  temperature: number,
): Tensor {
  const { tf } = engine;
  const { nRows, nCols, starts } = form;
  const nEdges = starts[nRows]!;
  const products = tf.mul(gatherRows(engine, a, rowOfEntries(starts, nEdges)), gatherAt(engine, b, columns!));
  // Only the length of each row's list is read, so that any columns do.
  const pattern = { nRows, nCols, indptr: starts, indices: new Int32Array(nEdges) };
  return edgeSoftmaxComposite(engine, pattern, tf.sum(products, 1), 1 / temperature);
}
