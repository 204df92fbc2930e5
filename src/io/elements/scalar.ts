import { WeftError } from "../../core/error.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import { Complex } from "../../data/uns/complex.ts";
import { Scalar } from "../../data/uns/scalar.ts";
import type { UnsValue } from "../../data/uns.ts";
import type { StoredDType, StoredRecords, StoredValues } from "../store.ts";
import { recordArray } from "./record_array.ts";

/**
 * The single element of an array without axes: a plain number, string or boolean where writing it again gives the same
 * dtype (int64, float64 with a fraction), else a {@linkcode Scalar}.
 */
export function scalarOf(dtype: StoredDType, values: StoredValues): UnsValue {
  switch (dtype) {
    case "string":
      return (values as readonly string[])[0]!;
    case "bool":
      return (values as Uint8Array)[0] === 1;
    case "complex64":
    case "complex128": {
      const [re, im] = values as Float64Array;
      return new Complex(re!, im!, dtype);
    }
    case "record":
      return recordArray(values as StoredRecords, []);
    case "null":
      return null;
    case "other":
      throw new WeftError("Unsupported", { expected: "a number, a boolean or text", found: "another element type" });
    default:
      return numberOf(dtype, (values as TypedArray)[0]!);
  }
}

function numberOf(dtype: DType, value: number | bigint): UnsValue {
  const safe = typeof value === "bigint" && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value));
  const plain = safe ? Number(value) : value;
  const tellsItself = dtype === "int64" || (dtype === "float64" && !Number.isInteger(plain));
  return tellsItself ? plain : new Scalar(plain, dtype);
}
