import type { Csc } from "../../data/csc.ts";
import type { Csr } from "../../data/csr.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { encoding, writeNumbers } from "./arrays.ts";

/** Writes a compressed sparse matrix. */
export async function writeSparse(matrix: Csr | Csc, writer: Hdf5Writer): Promise<number> {
  const { data, dtype, indices, indptr, shape } = matrix;
  const children = new Map([
    ["data", await writeNumbers(data, dtype, [data.length], writer, {})],
    ["indices", await writeNumbers(indices, "int32", [indices.length], writer, {})],
    ["indptr", await writeNumbers(indptr, "int32", [indptr.length], writer, {})],
  ]);
  return writer.group(children, { ...encoding(`${matrix.kind}_matrix`, "0.1.0"), shape: [...shape] });
}
