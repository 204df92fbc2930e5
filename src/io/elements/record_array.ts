import { WeftError } from "../../core/error.ts";
import { BooleanColumn } from "../../data/columns/boolean_column.ts";
import { NumericColumn } from "../../data/columns/numeric_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Dense } from "../../data/dense.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import { RecordArray, type RecordField } from "../../data/uns/record_array.ts";
import type { StoredField, StoredRecords } from "../store.ts";

/** Records of a store as a {@linkcode RecordArray}. */
export function recordArray({ fields }: StoredRecords, shape: readonly number[]): RecordArray {
  const nRecords = shape.reduce((product, length) => product * length, 1);
  return new RecordArray(fields.map((field) => [field.name, recordField(field, nRecords)] as const), shape);
}

function recordField({ name, dtype, shape, values }: StoredField, nRecords: number): RecordField {
  if (dtype === "string" && shape.length === 0) return new StringColumn(values as readonly string[]);
  if (Array.isArray(values) || !ArrayBuffer.isView(values) || dtype.startsWith("complex")) {
    throw new WeftError("Unsupported", { expected: `field '${name}' to hold numbers, booleans or text`, found: dtype });
  }
  const numbers = values as TypedArray;
  if (shape.length > 0) return new Dense(numbers, { shape: [nRecords, ...shape], dtype: dtype as DType });
  return dtype === "bool" ? new BooleanColumn(numbers as Uint8Array) : new NumericColumn(numbers);
}
