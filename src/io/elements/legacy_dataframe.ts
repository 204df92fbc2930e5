import { Dense } from "../../data/dense.ts";
import { Frame } from "../../data/frame.ts";
import { RecordArray } from "../../data/uns/record_array.ts";
import { WeftError } from "../../core/error.ts";
import type { Column } from "../../data/columns/column.ts";
import type { StoredArray } from "../store.ts";
import { readArray } from "./array.ts";

/** Reads a table of anndata before 0.7: records whose first field is the index; categoricals are still bare codes. */
export async function readLegacyDataframe(array: StoredArray): Promise<Frame> {
  const records = await readArray(array);
  if (!(records instanceof RecordArray) || records.shape.length !== 1) {
    throw new WeftError("Corrupt", { expected: "a table of records", found: `an array of type ${array.dtype}` });
  }
  const [[indexName, index], ...rest] = [...records.fields] as [[string, Column], ...[string, Column | Dense][]];
  const columns = rest.filter((field): field is [string, Column] => !(field[1] instanceof Dense));
  return new Frame(index.toArray().map(String), columns, { indexName });
}
