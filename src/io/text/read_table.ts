import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { Column } from "../../data/columns/column.ts";
import { Frame } from "../../data/frame.ts";
import { guessDelimiter } from "./delimiter.ts";
import { lineBlocks } from "./line_blocks.ts";
import { splitRow } from "./split_row.ts";
import { tableColumn } from "./table_column.ts";

/** Options of {@linkcode readTable}. */
export interface ReadTableOptions extends Pick<Watched, "signal"> {
  /** Separator; by default told from the file's name or its first line. */
  readonly delimiter?: string;
  /** Names of the columns for a file whose first line is data already; the index's first. */
  readonly names?: readonly string[];
}

/**
 * Reads a table of any columns, such as annotations of spots: the first column becomes the index, every other one what
 * it looks like (numbers, booleans, labels, text).
 *
 * @param path Path of a `.csv`, `.tsv` or `.txt` file, gzip or not.
 * @param options Separator, and names for a file without a line of names.
 * @returns One row a line; whole numbers are int32, others float64 with NaN where missing.
 * @throws {WeftError} `NotFound`, `Permission`, `TooSmall` for an empty file, `Corrupt` with the number of a line that
 * has too few or too many cells, `Aborted`.
 *
 * @example
 * ```ts
 * import { readTable } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".tsv" });
 * await Deno.writeTextFile(path, "spot\tregion\tarea\na\tcortex\t1.5\nb\tcortex\tNA\n");
 * const obs = await readTable(path);
 * assert.deepEqual(obs.index, ["a", "b"]);
 * assert.equal(obs.column("region").kind, "categorical");
 * await Deno.remove(path);
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Frame> {
  const lines = await readLines(path, options.signal);
  const first = lines[0];
  if (first === undefined) {
    throw new WeftError("TooSmall", { expected: "a table with a line of names", found: "an empty file", where: path });
  }
  const delimiter = options.delimiter ?? guessDelimiter(path, first.text);
  const [head, body] = options.names ? [options.names, lines] : [splitRow(first.text, delimiter), lines.slice(1)];
  const rows = body.map(({ text }) => splitRow(text, delimiter));
  const names = rows[0]?.length === head.length + 1 ? ["", ...head] : head;
  rows.forEach((row, i) => {
    if (row.length === names.length) return;
    throw new WeftError("Corrupt", {
      expected: `${names.length} cells, as there are columns`,
      found: `${row.length}`,
      where: `line ${body[i]!.number} of ${path}`,
      line: body[i]!.number,
    });
  });
  const columns = new Map<string, Column>();
  names.slice(1).forEach((name, j) => {
    if (columns.has(name)) {
      throw new WeftError("Duplicate", {
        expected: "names of columns to be unique",
        found: `${show(name)} twice`,
        where: path,
      });
    }
    columns.set(name, tableColumn(rows.map((row) => row[j + 1]!)));
  });
  return new Frame(rows.map((row) => row[0]!), columns, { indexName: names[0] || null });
}

/** A line and its number in the file, counted from 1; the first number where a cell in quotes holds line ends. */
interface Line {
  readonly number: number;
  readonly text: string;
}

/** All lines that are not empty. */
async function readLines(path: string, signal: AbortSignal | undefined): Promise<Line[]> {
  const lines: Line[] = [];
  let number = 0;
  let open: Line | undefined;
  for await (const block of lineBlocks(path, signal)) {
    const text = new TextDecoder().decode(block);
    for (const part of (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n")) {
      number++;
      const line: Line = open ? { ...open, text: `${open.text}\n${part}` } : { number, text: part };
      open = opensQuote(line.text) ? line : undefined;
      const trimmed = line.text.endsWith("\r") ? line.text.slice(0, -1) : line.text;
      if (!open && trimmed !== "") lines.push({ number: line.number, text: trimmed });
    }
  }
  if (open === undefined) return lines;
  throw new WeftError("Corrupt", {
    expected: "a quote that ends the cell which one begins",
    found: "the end of the file",
    where: `line ${open.number} of ${path}`,
    line: open.number,
  });
}

/** Whether a cell in quotes goes on in the next line: a quote begins it, and their number is odd. */
function opensQuote(text: string): boolean {
  if (!text.includes('"')) return false;
  return text.split('"').length % 2 === 0 && /(?:^|[,;\t ])"/.test(text);
}
