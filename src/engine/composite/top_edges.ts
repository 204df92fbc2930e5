import type { Engine } from "../engine.ts";
import { rowOfEntries } from "../row_of_entries.ts";
import type { Tensor } from "../tf.ts";
import type { TopForm } from "../top_form.ts";

/** What a place without a candidate scores. */
const NOTHING = -1e30;

/** Columns of the largest products of each row, in the library's own ops: all products of all rows at once. */
export function topEdgesComposite(engine: Engine, form: TopForm, a: Tensor, b: Tensor): Tensor {
  const { tf } = engine;
  const { nRows, nCols, k, starts, candidates } = form;
  const nEdges = starts[nRows]!;
  if (nEdges === 0) return tf.tensor1d([], "int32");
  const table = tf.matMul(a as never, b as never, false, true) as Tensor;
  const scores = candidates === undefined ? table : tf.add(table, tf.tensor(barred(form), [nRows, nCols]));
  const most = Math.min(k, nCols);
  const { indices } = tf.topk(scores, most);
  const kept = Int32Array.from(rowOfEntries(starts, nEdges), (i, e) => i * most + e - starts[i]!);
  return tf.gather(tf.reshape(indices, [nRows * most]), tf.tensor1d(kept, "int32"));
}

/** 0 for the candidates of each row, far below every product for the others. */
function barred({ nRows, nCols, candidates }: TopForm): Float32Array {
  const { indptr, indices } = candidates!;
  const all = new Float32Array(nRows * nCols).fill(NOTHING);
  rowOfEntries(indptr, indices.length).forEach((i, p) => all[i * nCols + indices[p]!] = 0);
  return all;
}
