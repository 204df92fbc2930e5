import { WeftError } from "../../core/error.ts";
import { Csc } from "../../data/csc.ts";
import { Csr } from "../../data/csr.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import type { StoredArray, StoredGroup, StoredNode, StoredValues } from "../store.ts";
import { childArray, expectGroup, sizesAttribute, textAttribute } from "./expect.ts";

/** The facts of a compressed sparse matrix in a store, its arrays not yet read. */
export interface StoredSparse {
  /** By rows or by columns. */
  readonly format: "csr" | "csc";
  /** `[nRows, nCols]`. */
  readonly shape: readonly [number, number];
  /** Where each row (or column) begins. */
  readonly indptr: StoredArray;
  /** Column (or row) of every stored entry. */
  readonly indices: StoredArray;
  /** Value of every stored entry. */
  readonly data: StoredArray;
}

/** Whether a group is a compressed sparse matrix, by its encoding or by the attributes that h5sparse wrote. */
export function isSparse(node: StoredNode): boolean {
  return node.kind === "group" && formatOf(node) !== undefined;
}

/** Opens a compressed sparse matrix without reading it. */
export async function openSparse(group: StoredGroup): Promise<StoredSparse> {
  const shape = sizesAttribute(group, "shape" in group.attrs ? "shape" : "h5sparse_shape");
  if (shape.length !== 2) {
    throw new WeftError("Corrupt", { expected: "a shape of two axes", found: `${shape.length}` });
  }
  return {
    format: formatOf(group)!,
    shape: shape as unknown as readonly [number, number],
    indptr: await childArray(group, "indptr"),
    indices: await childArray(group, "indices"),
    data: await childArray(group, "data"),
  };
}

/** Reads a compressed sparse matrix. */
export async function readSparse(node: StoredNode): Promise<Csr | Csc> {
  const { format, shape, indptr, indices, data } = await openSparse(expectGroup(node));
  const parts = {
    shape,
    indptr: toInt32(await indptr.read(), "indptr"),
    indices: toInt32(await indices.read(), "indices"),
    data: numbersOf(data, await data.read()),
    dtype: data.dtype as DType,
  };
  return format === "csr" ? new Csr(parts) : new Csc(parts);
}

/** The values of an array that must hold numbers or booleans. */
export function numbersOf(array: StoredArray, values: StoredValues): TypedArray {
  if (ArrayBuffer.isView(values) && !array.dtype.startsWith("complex")) return values as TypedArray;
  throw new WeftError("Unsupported", { expected: "a matrix of numbers", found: `elements of type ${array.dtype}` });
}

/** Integers of any width as 32 bits. */
export function toInt32(values: StoredValues, name: string): Int32Array {
  if (values instanceof Int32Array) return values;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return narrow(values, name);
  const fits = values instanceof Uint32Array || values instanceof Int16Array || values instanceof Uint16Array ||
    values instanceof Int8Array || values instanceof Uint8Array;
  if (!fits) throw new WeftError("Corrupt", { expected: `${name} to hold integers`, found: "other elements" });
  return Int32Array.from(values as Uint32Array);
}

function narrow(values: BigInt64Array | BigUint64Array, name: string): Int32Array {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const narrowed = new Int32Array(values.length);
  for (let i = 0; i < narrowed.length; i++) {
    if (words[2 * i + 1] !== 0 || words[2 * i]! < 0) {
      throw new WeftError("Unsupported", {
        expected: `${name} from 0 to ${2 ** 31 - 1}`,
        found: `${values[i]} at entry ${i}`,
        next: "Open the file with { backed: true } and read it by blocks of rows.",
      });
    }
    narrowed[i] = words[2 * i]!;
  }
  return narrowed;
}

function formatOf(node: StoredNode): "csr" | "csc" | undefined {
  const name = textAttribute(node, "encoding-type")?.replace("_matrix", "") ?? textAttribute(node, "h5sparse_format");
  return name === "csr" || name === "csc" ? name : undefined;
}
