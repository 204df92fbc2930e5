import { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { takeColumns } from "../data/matrix.ts";
import { allocate, type TypedArray } from "../data/dtype.ts";
import type { BackedMatrix } from "./backed_matrix.ts";

/** Rows of a backed matrix in any order, read run by run of neighbouring rows, and of each run the columns named. */
export async function gatherRows(matrix: BackedMatrix, rows: Int32Array, columns?: Int32Array): Promise<Csr | Dense> {
  const order = Int32Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!);
  const parts: (Csr | Dense)[] = [];
  const place = new Int32Array(rows.length);
  let placed = 0;
  for (let at = 0; at < order.length;) {
    const first = rows[order[at]!]!;
    let last = first;
    let end = at;
    while (end < order.length && rows[order[end]!]! - last <= 1 && rows[order[end]!]! - first < matrix.blockRows) {
      last = rows[order[end]!]!;
      end++;
    }
    const run = await matrix.rows(first, last + 1);
    parts.push(columns ? takeColumns(run, columns) : run);
    for (; at < end; at++) place[order[at]!] = placed + rows[order[at]!]! - first;
    placed += last + 1 - first;
  }
  return stack(matrix, parts, columns?.length ?? matrix.nCols).takeRows(place);
}

function stack(matrix: BackedMatrix, parts: readonly (Csr | Dense)[], nCols: number): Csr | Dense {
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0);
  const data = join(matrix, parts.map((part) => part.data));
  if (matrix.format === "dense") return new Dense(data, { shape: [nRows, nCols], dtype: matrix.dtype });
  const blocks = parts as readonly Csr[];
  const indptr = new Int32Array(nRows + 1);
  const indices = new Int32Array(data.length);
  let row = 0;
  let entry = 0;
  for (const block of blocks) {
    indices.set(block.indices, entry);
    for (let i = 1; i <= block.nRows; i++) indptr[row + i] = entry + block.indptr[i]!;
    row += block.nRows;
    entry += block.nnz;
  }
  return new Csr({ shape: [nRows, nCols], indptr, indices, data, dtype: matrix.dtype });
}

function join({ dtype }: BackedMatrix, parts: readonly TypedArray[]): TypedArray {
  const joined = allocate(dtype, parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part as never, at);
    at += part.length;
  }
  return joined;
}
