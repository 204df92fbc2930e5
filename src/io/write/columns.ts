import type { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import type { Column } from "../../data/columns/column.ts";
import type { NullableColumn } from "../../data/columns/nullable_column.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { encoding, writeNumbers, writeStrings } from "./arrays.ts";

/** Writes a column of any kind. */
export function writeColumn(column: Column, writer: Hdf5Writer): Promise<number> {
  switch (column.kind) {
    case "numeric":
      return writeNumbers(column.values, column.dtype, [column.length], writer);
    case "boolean":
      return writeNumbers(column.values, "bool", [column.length], writer);
    case "string":
      return writeStrings(column.values, [column.length], writer);
    case "categorical":
      return writeCategorical(column, writer);
    case "nullable":
      return writeNullable(column, writer);
  }
}

async function writeCategorical(
  { codes, categories, ordered }: CategoricalColumn,
  writer: Hdf5Writer,
): Promise<number> {
  const [dtype, narrow] = narrowCodes(codes, categories.length);
  const children = new Map([
    ["categories", await writeColumn(categories, writer)],
    ["codes", await writeNumbers(narrow, dtype, [codes.length], writer)],
  ]);
  return writer.group(children, { ...encoding("categorical", "0.2.0"), ordered });
}

/** Codes in the smallest integers that hold them, as pandas keeps them. */
function narrowCodes(codes: Int32Array, nCategories: number): [DType, TypedArray] {
  if (nCategories < 128) return ["int8", Int8Array.from(codes)];
  if (nCategories < 32768) return ["int16", Int16Array.from(codes)];
  return ["int32", codes];
}

/** Floats that can be missing have NaN for it: the format knows masks for integers, booleans and text only. */
async function writeNullable({ values, mask }: NullableColumn, writer: Hdf5Writer): Promise<number> {
  if (values.kind === "numeric" && values.dtype.startsWith("float")) {
    const filled = values.values.slice() as Float64Array;
    mask.forEach((missing, i) => missing && (filled[i] = NaN));
    return writeNumbers(filled, values.dtype, [mask.length], writer);
  }
  const types = { numeric: "nullable-integer", boolean: "nullable-boolean", string: "nullable-string-array" } as const;
  const children = new Map([
    ["mask", await writeNumbers(mask, "bool", [mask.length], writer)],
    ["values", await writeColumn(values, writer)],
  ]);
  return writer.group(children, encoding(types[values.kind], "0.1.0"));
}
