import { checkOneOf } from "../../core/check.ts";
import type { Value } from "../../data/columns/value.ts";
import type { Frame } from "../../data/frame.ts";
import { atomicSave } from "../atomic_save.ts";

/** Options of {@linkcode writeTable}. */
export interface WriteTableOptions {
  /** Separator; by default a tab for files called `.tsv`, else a comma. */
  readonly delimiter?: "," | "\t" | ";";
}

/** Rows that are put into the file at a time. */
const BLOCK = 1000;

/**
 * Writes a table such as `obs` as text, whole or not at all: a line of names, then a line a row, the index first; missing
 * values are empty, booleans `True` and `False`, as pandas writes them.
 *
 * Needs permission to write the folder.
 *
 * @param table The table.
 * @param path Path of the file; replaced if it exists.
 * @param options The separator.
 * @throws {WeftError} `NotFound` when the folder is missing, `Permission`.
 *
 * @example
 * ```ts
 * import { Frame } from "weft/data";
 * import { readTable, writeTable } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await writeTable(new Frame(["a", "b"], { domain: ["1", "2, outer"] }), path);
 * assert.equal(await Deno.readTextFile(path), ',domain\na,1\nb,"2, outer"\n');
 * assert.deepEqual((await readTable(path)).index, ["a", "b"]);
 * await Deno.remove(path);
 * ```
 */
export async function writeTable(table: Frame, path: string, options: WriteTableOptions = {}): Promise<void> {
  const { delimiter = path.toLowerCase().endsWith(".tsv") ? "\t" : "," } = options;
  checkOneOf(delimiter, "delimiter", [",", "\t", ";"]);
  const line = (cells: readonly Value[]) => `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\n`;
  const columns = table.columnNames.map((name) => table.column(name));
  const encoder = new TextEncoder();
  await atomicSave(path, async (file) => {
    await writeAll(file, encoder.encode(line([table.indexName ?? "", ...table.columnNames])));
    for (let start = 0; start < table.nRows; start += BLOCK) {
      const end = Math.min(start + BLOCK, table.nRows);
      const lines = Array.from(
        { length: end - start },
        (_, i) => line([table.index[start + i]!, ...columns.map((column) => column.get(start + i))]),
      );
      await writeAll(file, encoder.encode(lines.join("")));
    }
  });
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
}

function quoted(value: Value, delimiter: string): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  const text = String(value);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
