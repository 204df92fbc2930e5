/** The row of every entry of a matrix compressed by rows. */
export function rowOfEntries(indptr: Int32Array, nEntries: number): Int32Array {
  const rows = new Int32Array(nEntries);
  for (let i = 0; i + 1 < indptr.length; i++) rows.fill(i, indptr[i]!, indptr[i + 1]!);
  return rows;
}
