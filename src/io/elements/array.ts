import { WeftError } from "../../core/error.ts";
import { Dense } from "../../data/dense.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import { ComplexArray } from "../../data/uns/complex.ts";
import { StringArray } from "../../data/uns/string_array.ts";
import type { UnsValue } from "../../data/uns.ts";
import type { StoredArray, StoredNode, StoredRecords, StoredValues } from "../store.ts";
import { expectArray } from "./expect.ts";
import { recordArray } from "./record_array.ts";
import { scalarOf } from "./scalar.ts";

/** Reads numbers, booleans, text, complex numbers or records of any rank; one without axes becomes a plain value. */
export async function readArray(node: StoredNode): Promise<UnsValue> {
  const array = expectArray(node);
  if (array.dtype === "null") return null;
  const values = await array.read();
  return array.shape.length === 0 ? scalarOf(array.dtype, values) : arrayOf(array, values);
}

function arrayOf({ dtype, shape }: StoredArray, values: StoredValues): UnsValue {
  switch (dtype) {
    case "string":
      return new StringArray(values as readonly string[], shape);
    case "complex64":
    case "complex128":
      return new ComplexArray(values as Float64Array, shape);
    case "record":
      return recordArray(values as StoredRecords, shape);
    case "other":
    case "null":
      throw new WeftError("Unsupported", {
        expected: "numbers, booleans, text or records",
        found: "another element type",
      });
    default:
      return new Dense(values as TypedArray, { shape, dtype: dtype as DType });
  }
}
