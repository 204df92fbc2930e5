import { throwIfAborted } from "../../core/abort.ts";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { guessDelimiter } from "./delimiter.ts";
import { lineBlocks } from "./line_blocks.ts";
import { isMissing, parseNumber } from "./parse_number.ts";
import { splitRow } from "./split_row.ts";

/** How the numbers of a table are read. */
export interface CsvMatrixOptions {
  /** Separator; guessed when left out. */
  readonly delimiter: string | undefined;
  /** Whether the first line holds names. */
  readonly header: boolean;
  /** Whether the first column holds names. */
  readonly firstColumnNames: boolean;
  /** Whether cells without a value are NaN or an error. */
  readonly missing: "nan" | "error";
  /** Stops reading. */
  readonly signal: AbortSignal | undefined;
}

/** A table of numbers. */
export interface CsvMatrix {
  /** Names of the rows, when the file has them. */
  readonly rowNames: string[] | undefined;
  /** Names of the columns, when the file has them. */
  readonly columnNames: string[] | undefined;
  /** `nRows × nCols`, row major. */
  readonly data: Float32Array;
  /** Rows read. */
  readonly nRows: number;
  /** Numbers in a row. */
  readonly nCols: number;
}

const NEWLINE = 10, RETURN = 13, QUOTE = 34;
const decoder = new TextDecoder();

/** Reads a table of numbers line by line, in memory of about its numbers. */
export async function readCsvMatrix(path: string, options: CsvMatrixOptions): Promise<CsvMatrix> {
  const parser = new Parser(path, options);
  for await (const block of lineBlocks(path, options.signal)) {
    throwIfAborted(options.signal, `reading ${path}`);
    parser.push(block);
  }
  return parser.finish();
}

class Parser {
  readonly #path: string;
  readonly #options: CsvMatrixOptions;
  #line = 0;
  #delimiter = "";
  #header: string[] | undefined;
  #rowNames: string[] = [];
  #data = new Float32Array(1024);
  #nRows = 0;
  #nCols = -1;

  constructor(path: string, options: CsvMatrixOptions) {
    this.#path = path;
    this.#options = options;
  }

  push(block: Uint8Array): void {
    for (let start = 0; start < block.length;) {
      const newline = block.indexOf(NEWLINE, start);
      const next = newline < 0 ? block.length : newline + 1;
      let end = newline < 0 ? block.length : newline;
      if (end > start && block[end - 1] === RETURN) end--;
      this.#line++;
      if (end > start) this.#row(block, start, end);
      start = next;
    }
  }

  finish(): CsvMatrix {
    const { firstColumnNames, header } = this.#options;
    if (this.#nCols <= 0) {
      throw new WeftError("TooSmall", {
        expected: `a table of numbers${header ? " below a line of names" : ""}`,
        found: this.#line === 0 ? "an empty file" : this.#nRows === 0 ? "no rows" : "no columns",
        where: this.#path,
      });
    }
    const names = this.#header;
    const columnNames = names && names.length > this.#nCols ? names.slice(names.length - this.#nCols) : names;
    const data = this.#data.slice(0, this.#nRows * this.#nCols);
    const rowNames = firstColumnNames ? this.#rowNames : undefined;
    return { rowNames, columnNames, data, nRows: this.#nRows, nCols: this.#nCols };
  }

  #row(block: Uint8Array, start: number, end: number): void {
    if (this.#delimiter === "") {
      const text = decoder.decode(block.subarray(start, end));
      this.#delimiter = this.#options.delimiter ?? guessDelimiter(this.#path, text);
      if (this.#options.header) {
        this.#header = splitRow(text, this.#delimiter);
        return;
      }
    }
    const separator = this.#delimiter.charCodeAt(0);
    if (this.#nCols < 0) {
      this.#nCols = this.#width(splitRow(decoder.decode(block.subarray(start, end)), this.#delimiter).length);
    }
    this.#reserve();
    let at = start;
    if (this.#options.firstColumnNames) {
      const cellEnd = cellEndOf(block, at, end, separator);
      this.#rowNames.push(unquoted(decoder.decode(block.subarray(at, cellEnd))));
      at = cellEnd + 1;
    }
    const offset = this.#nRows * this.#nCols;
    let column = 0;
    for (; at <= end; column++) {
      const cellEnd = cellEndOf(block, at, end, separator);
      if (column < this.#nCols) this.#data[offset + column] = this.#number(block, at, cellEnd, column);
      at = cellEnd + 1;
    }
    if (column !== this.#nCols) throw this.#corrupt(`${this.#nCols} values, as the lines before`, `${column}`);
    this.#nRows++;
  }

  /** Number of numbers in a row, given its cells; the names above them may leave out the corner, as R does. */
  #width(nCells: number): number {
    const width = nCells - Number(this.#options.firstColumnNames);
    const names = this.#header?.length;
    if (names === undefined || names === nCells || names === width) return width;
    throw this.#corrupt(`${names} cells, as the line of names has`, `${nCells}`);
  }

  #reserve(): void {
    const needed = (this.#nRows + 1) * this.#nCols;
    if (needed <= this.#data.length) return;
    const larger = new Float32Array(Math.max(needed, 2 * this.#data.length));
    larger.set(this.#data);
    this.#data = larger;
  }

  #number(block: Uint8Array, start: number, end: number, column: number): number {
    const quoted = end - start >= 2 && block[start] === QUOTE;
    const value = quoted ? parseNumber(block, start + 1, end - 1) : parseNumber(block, start, end);
    if (!Number.isNaN(value)) return value;
    const text = unquoted(decoder.decode(block.subarray(start, end)));
    if (isMissing(text)) {
      if (this.#options.missing === "nan") return NaN;
      throw this.#corrupt("a number in every cell", `${show(text)} in column ${this.#columnName(column)}`);
    }
    throw this.#corrupt("a number", `${show(text)} in column ${this.#columnName(column)}`);
  }

  #columnName(column: number): string {
    const names = this.#header;
    return names ? show(names[names.length - this.#nCols + column]) : `${column + 1}`;
  }

  #corrupt(expected: string, found: string): WeftError {
    const line = this.#line;
    return new WeftError("Corrupt", { expected, found, where: `line ${line} of ${this.#path}`, line });
  }
}

/** Where a cell ends: at the next separator outside quotes. */
function cellEndOf(block: Uint8Array, start: number, end: number, separator: number): number {
  let at = start;
  if (block[start] === QUOTE) {
    at++;
    while (at < end && (block[at] !== QUOTE || block[at + 1] === QUOTE)) at += block[at] === QUOTE ? 2 : 1;
  }
  while (at < end && block[at] !== separator) at++;
  return at;
}

function unquoted(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length >= 2
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell;
}
