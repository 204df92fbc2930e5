import { throwIfAborted } from "../../core/abort.ts";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { Csr } from "../../data/csr.ts";
import { lineBlocks } from "../text/line_blocks.ts";
import { parseNumber } from "../text/parse_number.ts";

const NEWLINE = 10, SPACE = 32, TAB = 9, RETURN = 13, PERCENT = 37, ZERO = 48, NINE = 57;
const decoder = new TextDecoder();

/** Entries that room is made for before any are read: a damaged count must not ask for all memory. */
const FIRST_ENTRIES = 2 ** 16;

/** How {@linkcode readMatrixMarket} reads. */
export interface MatrixMarketOptions extends Watched {
  /** Sees the numbers of rows and columns of the file before its entries are read, and throws for those that are wrong. */
  readonly checkShape?: (nRows: number, nColumns: number) => void;
}

/**
 * Reads a Matrix Market file in coordinate form **transposed**: the columns of the file (10x: barcodes) become rows.
 *
 * The file is parsed as it streams in, in memory of about twice its entries.
 *
 * @param path Path of a `.mtx` file, gzip or not; real, integer or pattern, general.
 * @param options `checkShape`, `signal`, `onProgress`.
 * @returns Float32, columns rising within each row where the file lists them so.
 */
export async function readMatrixMarket(path: string, options: MatrixMarketOptions = {}): Promise<Csr> {
  const parser = new Parser(path, options.checkShape);
  for await (const block of lineBlocks(path, options.signal)) {
    throwIfAborted(options.signal, `reading ${path}`);
    parser.push(block);
    if (parser.total > 0) options.onProgress?.({ stage: `reading ${path}`, done: parser.done, total: parser.total });
  }
  return parser.finish();
}

class Parser {
  readonly #path: string;
  readonly #checkShape: MatrixMarketOptions["checkShape"];
  #line = 0;
  #pattern = false;
  #size: readonly number[] | undefined;
  #rows = new Int32Array(0);
  #columns = new Int32Array(0);
  #values = new Float32Array(0);
  #sorted = true;
  /** Entries read so far. */
  done = 0;
  /** Entries that the file says it has. */
  total = 0;

  constructor(path: string, checkShape: MatrixMarketOptions["checkShape"]) {
    this.#path = path;
    this.#checkShape = checkShape;
  }

  push(block: Uint8Array): void {
    let at = 0;
    while (this.#size === undefined && at < block.length) at = this.#head(block, at);
    if (this.#size !== undefined) this.#entries(block, at);
  }

  finish(): Csr {
    if (this.#size === undefined) {
      throw this.#corrupt("a line with the numbers of rows, columns and entries", "the end of the file");
    }
    if (this.done < this.total) throw this.#corrupt(`${this.total} entries`, `${this.done}`);
    const [nRows, nColumns] = this.#size as [number, number];
    const shape = [nColumns, nRows] as const;
    const indptr = new Int32Array(nColumns + 1);
    for (let p = 0; p < this.total; p++) indptr[this.#columns[p]! + 1]!++;
    for (let j = 0; j < nColumns; j++) indptr[j + 1]! += indptr[j]!;
    if (this.#sorted) return new Csr({ shape, indptr, indices: this.#rows, data: this.#values });
    const next = indptr.slice();
    const indices = new Int32Array(this.total), data = new Float32Array(this.total);
    for (let p = 0; p < this.total; p++) {
      const to = next[this.#columns[p]!]!++;
      indices[to] = this.#rows[p]!;
      data[to] = this.#values[p]!;
    }
    return new Csr({ shape, indptr, indices, data });
  }

  /** One line before the entries: banner, comments, sizes. Gives where the next line begins. */
  #head(block: Uint8Array, start: number): number {
    const newline = block.indexOf(NEWLINE, start);
    const end = newline < 0 ? block.length : newline;
    const text = decoder.decode(block.subarray(start, end)).trim();
    this.#line++;
    if (this.#line === 1) this.#banner(text);
    else if (text !== "" && block[start] !== PERCENT) this.#sizes(text);
    return end + 1;
  }

  #banner(text: string): void {
    const words = text.toLowerCase().split(/\s+/);
    const [mark, object, format, field, symmetry] = words;
    if (mark !== "%%matrixmarket") throw this.#corrupt("'%%MatrixMarket' at the beginning", show(text));
    const known = object === "matrix" && format === "coordinate" && symmetry === "general" &&
      ["real", "integer", "pattern"].includes(field ?? "");
    if (!known) {
      throw new WeftError("Unsupported", {
        expected: "a general matrix in coordinate form of real, integer or pattern entries",
        found: show(words.slice(1).join(" ")),
        where: this.#path,
      });
    }
    this.#pattern = field === "pattern";
  }

  #sizes(text: string): void {
    const size = text.split(/\s+/).map(Number);
    if (size.length !== 3 || !size.every((n) => Number.isSafeInteger(n) && n >= 0 && n < 2 ** 31)) {
      throw this.#corrupt("the numbers of rows, columns and entries", show(text));
    }
    this.#checkShape?.(size[0]!, size[1]!);
    this.#size = size;
    this.total = size[2]!;
    this.#reserve(Math.min(this.total, FIRST_ENTRIES));
  }

  #reserve(capacity: number): void {
    this.#rows = grown(this.#rows, new Int32Array(capacity));
    this.#columns = grown(this.#columns, new Int32Array(capacity));
    this.#values = grown(this.#values, new Float32Array(capacity));
  }

  /** All entries of a block of whole lines. */
  #entries(block: Uint8Array, start: number): void {
    const [nRows, nColumns] = this.#size as [number, number];
    const { length } = block;
    let line = this.#line, done = this.done, last = done > 0 ? this.#columns[done - 1]! : 0;
    let at = start;
    const fail = (expected: string): WeftError => {
      this.#line = line;
      let from = Math.min(at, length - 1);
      while (from > 0 && block[from - 1] !== NEWLINE) from--;
      const newline = block.indexOf(NEWLINE, from);
      return this.#corrupt(expected, show(decoder.decode(block.subarray(from, newline < 0 ? length : newline)).trim()));
    };
    while (at < length) {
      line++;
      at = skipBlanks(block, at);
      if (at >= length || block[at] === NEWLINE) {
        at++;
        continue;
      }
      let row = 0, column = 0;
      const rowAt = at;
      for (let byte = block[at]!; byte >= ZERO && byte <= NINE; byte = block[++at]!) row = 10 * row + byte - ZERO;
      if (at === rowAt || row < 1 || row > nRows) throw fail(`a row from 1 to ${nRows}`);
      const columnAt = at = skipBlanks(block, at);
      for (let byte = block[at]!; byte >= ZERO && byte <= NINE; byte = block[++at]!) column = 10 * column + byte - ZERO;
      if (at === columnAt || column < 1 || column > nColumns) throw fail(`a column from 1 to ${nColumns}`);
      let value = 1;
      if (!this.#pattern) {
        const valueAt = at = skipBlanks(block, at);
        while (at < length && block[at]! > SPACE) at++;
        value = parseNumber(block, valueAt, at);
        if (Number.isNaN(value)) throw fail("a row, a column and a number");
      }
      at = skipBlanks(block, at);
      if (at < length && block[at] !== NEWLINE) throw fail(`${this.#pattern ? "two" : "three"} numbers in a line`);
      at++;
      if (done === this.total) {
        at--;
        throw fail(`no more than ${this.total} entries`);
      }
      if (done === this.#rows.length) this.#reserve(Math.min(this.total, 2 * done));
      this.#rows[done] = row - 1;
      this.#columns[done] = column - 1;
      this.#values[done] = value;
      if (column - 1 < last) this.#sorted = false;
      last = column - 1;
      done++;
    }
    this.#line = line;
    this.done = done;
  }

  #corrupt(expected: string, found: string): WeftError {
    const line = this.#line;
    return new WeftError("Corrupt", { expected, found, where: `line ${line} of ${this.#path}`, line });
  }
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function skipBlanks(block: Uint8Array, start: number): number {
  let at = start;
  while (block[at] === SPACE || block[at] === TAB || block[at] === RETURN) at++;
  return at;
}
