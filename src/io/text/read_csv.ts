import { checkOneOf } from "../../core/check.ts";
import type { Watched } from "../../core/progress.ts";
import { AnnData } from "../../data/anndata.ts";
import { Dense } from "../../data/dense.ts";
import { Frame } from "../../data/frame.ts";
import { type CsvMatrix, readCsvMatrix } from "./csv_matrix.ts";

/** Options of {@linkcode readCsv}. */
export interface ReadCsvOptions extends Pick<Watched, "signal"> {
  /** Separator, one character; by default told from the file's name or its first line. */
  readonly delimiter?: string;
  /** Whether the first line holds the names of the columns; default true. */
  readonly header?: boolean;
  /** Whether the first column holds the names of the rows; default true. */
  readonly firstColumnNames?: boolean;
  /** Whether rows are variables and columns observations, as in many tables of genes × cells; default false. */
  readonly transpose?: boolean;
  /** What becomes of cells without a value (empty, NA, NaN …): `"nan"` (default) or `"error"`. */
  readonly missing?: "nan" | "error";
}

/**
 * Reads a table of numbers, observations × variables, separated by commas, tabs, semicolons or spaces; gzip is told by
 * the first bytes. A line of names that lacks the corner cell, as R writes it, is understood.
 *
 * @param path Path of a `.csv`, `.tsv` or `.txt` file, `.gz` or not.
 * @param options Separator, where the names stand, what a missing value is.
 * @returns `X` dense float32, names in `obs` and `var`; rows and columns without names are called "0", "1", ….
 * @throws {WeftError} `NotFound`, `Permission`, `TooSmall` for a table without numbers, `Corrupt` with the number of the
 * line that has too few or too many cells or something that is no number, `Aborted`.
 *
 * @example
 * ```ts
 * import { readCsv } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "cell,CD3E,CD19\nAAAC,1,0\nAAAG,0,2.5\n");
 * const adata = await readCsv(path);
 * assert.deepEqual(adata.varNames, ["CD3E", "CD19"]);
 * assert.deepEqual([...adata.X!.data], [1, 0, 0, 2.5]);
 * await Deno.remove(path);
 * ```
 */
export async function readCsv(path: string, options: ReadCsvOptions = {}): Promise<AnnData> {
  const { delimiter, header = true, firstColumnNames = true, transpose = false, missing = "nan", signal } = options;
  checkOneOf(missing, "missing", ["nan", "error"]);
  if (delimiter !== undefined) checkOneOf(delimiter.length, "delimiter.length", [1]);
  const table = await readCsvMatrix(path, { delimiter, header, firstColumnNames, missing, signal });
  const rows = new Frame(table.rowNames ?? numbers(table.nRows));
  const columns = new Frame(table.columnNames ?? numbers(table.nCols));
  const X = new Dense(transpose ? transposed(table) : table.data, {
    shape: transpose ? [table.nCols, table.nRows] : [table.nRows, table.nCols],
  });
  return new AnnData({ X, obs: transpose ? columns : rows, var: transpose ? rows : columns });
}

function numbers(length: number): string[] {
  return Array.from({ length }, (_, i) => `${i}`);
}

function transposed({ data, nRows, nCols }: CsvMatrix): Float32Array {
  const turned = new Float32Array(data.length);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++) turned[j * nRows + i] = data[i * nCols + j]!;
  }
  return turned;
}
