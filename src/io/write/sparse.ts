import type { Csc } from "../../data/csc.ts";
import type { Csr } from "../../data/csr.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { encoding, writeNumbers } from "./arrays.ts";

/** Writes a compressed sparse matrix; float16 as float32, since scipy knows no sparse matrix of float16. */
export async function writeSparse(matrix: Csr | Csc, writer: Hdf5Writer): Promise<number> {
  const { indices, indptr, shape } = matrix;
  const [data, dtype] = matrix.data instanceof Float16Array
    ? [Float32Array.from(matrix.data), "float32" as const]
    : [matrix.data, matrix.dtype];
  const children = new Map([
    ["data", await writeNumbers(data, dtype, [data.length], writer, {})],
    ["indices", await writeNumbers(indices, "int32", [indices.length], writer, {})],
    ["indptr", await writeNumbers(indptr, "int32", [indptr.length], writer, {})],
  ]);
  return writer.group(children, { ...encoding(`${matrix.kind}_matrix`, "0.1.0"), shape: [...shape] });
}
