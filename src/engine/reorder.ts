import type { SparseOperator, SparseRows } from "./sparse_operator.ts";

/** A square operator with its nodes in another order; the entries of a row keep theirs, so each sum keeps its bytes. */
export function reorderOperator({ forward, backward }: SparseOperator, order: Int32Array): SparseOperator {
  const places = placesOf(order);
  return Object.freeze({
    forward: reorderMatrix(forward, order, places),
    backward: reorderMatrix(backward, order, places),
  });
}

/** Rows of `width` numbers in another order. */
export function reorderRows(rows: Float32Array, width: number, order: Int32Array): Float32Array {
  const out = new Float32Array(rows.length);
  order.forEach((from, to) => out.set(rows.subarray(from * width, (from + 1) * width), to * width));
  return out;
}

/** Where each node went: the inverse of an order. */
export function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((node, place) => places[node] = place);
  return places;
}

function reorderMatrix(matrix: SparseRows, order: Int32Array, places: Int32Array): SparseRows {
  const { nRows, nCols, indptr, indices, values } = matrix;
  const starts = new Int32Array(nRows + 1);
  const columns = new Int32Array(indices.length), moved = new Float32Array(values.length);
  order.forEach((from, to) => {
    let at = starts[to]!;
    for (let p = indptr[from]!; p < indptr[from + 1]!; p++, at++) {
      columns[at] = places[indices[p]!]!;
      moved[at] = values[p]!;
    }
    starts[to + 1] = at;
  });
  return { nRows, nCols, indptr: starts, indices: columns, values: moved };
}
