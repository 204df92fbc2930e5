import type { Engine } from "../engine.ts";
import type { TopEdges } from "../ops/top_edges.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import { gatherAt, scatterAt } from "./gather_at.ts";
import { gatherRows, scatterRows } from "./gather_rows.ts";

/** `S x` or `Sᵀ x` along the kept entries, in the library's own ops. */
export function topProductComposite(
  engine: Engine,
  { form: { nRows, nCols, starts }, tensors: [columns] }: TopEdges,
  shares: Tensor,
  x: Tensor,
  transposed: boolean,
): Tensor {
  const { tf } = engine;
  const rows = rowOfEntries(starts, starts[nRows]!);
  const weights = tf.reshape(shares, [shares.size, 1]);
  if (transposed) return scatterAt(engine, tf.mul(gatherRows(engine, x, rows), weights), columns!, nCols);
  return scatterRows(engine, tf.mul(gatherAt(engine, x, columns!), weights), rows, nRows);
}
