import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import type { DType } from "../data/dtype.ts";
import { isSparse, numbersOf, openSparse, type StoredSparse, toInt32 } from "./elements/sparse.ts";
import type { StoredArray, StoredNode } from "./store.ts";

/**
 * A matrix that stays in its file and is read by blocks of rows.
 *
 * Rows of a dense or CSR matrix are read directly. Columns of a CSR matrix would need a scan of the whole matrix, so
 * there is no way to ask for them: go through the blocks and take columns of every one.
 *
 * @example
 * ```ts
 * import { readH5ad, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 2], [3, 4], [5, 6]]) }), path);
 * const backed = await readH5ad(path, { backed: true });
 * assert.deepEqual([...(await backed.X!.rows(1, 3)).data], [3, 4, 5, 6]);
 * backed.close();
 * await Deno.remove(path);
 * ```
 */
export class BackedMatrix {
  /** `[nRows, nCols]`. */
  readonly shape: readonly [number, number];
  /** Element type. */
  readonly dtype: DType;
  /** How the matrix is stored. */
  readonly format: "dense" | "csr";
  readonly #source: StoredArray | StoredSparse;
  #starts: Promise<Float64Array> | undefined;

  private constructor(source: StoredArray | StoredSparse) {
    const isDense = "kind" in source;
    this.#source = source;
    this.shape = [source.shape[0] ?? 0, source.shape[1] ?? 0];
    this.dtype = (isDense ? source.dtype : source.data.dtype) as DType;
    this.format = isDense ? "dense" : "csr";
  }

  /** Opens a matrix without reading it; `Unsupported` for one that is compressed by columns. */
  static async open(node: StoredNode, location: string): Promise<BackedMatrix> {
    const where = `'${node.path}' of ${location}`;
    if (node.kind === "array") {
      if (node.shape.length === 2) return new BackedMatrix(node);
      throw new WeftError("Unsupported", {
        expected: "a matrix",
        found: `an array of ${node.shape.length} axes`,
        where,
      });
    }
    if (node.kind !== "group" || !isSparse(node)) {
      throw new WeftError("Unsupported", { expected: "a matrix", found: "a group", where });
    }
    const sparse = await openSparse(node);
    if (sparse.format === "csr") return new BackedMatrix(sparse);
    throw new WeftError("Unsupported", {
      expected: "a matrix stored by rows (dense or CSR) to read it by blocks of rows",
      found: "a CSC matrix",
      where,
      next:
        "Read the file without { backed: true }, or store the matrix as CSR: a block of rows needs a scan of all of it.",
    });
  }

  /** Number of rows. */
  get nRows(): number {
    return this.shape[0];
  }

  /** Number of columns. */
  get nCols(): number {
    return this.shape[1];
  }

  /**
   * Reads rows `start` (included) to `end` (excluded).
   *
   * @param start First row; default 0.
   * @param end One past the last row; default all.
   * @returns A block in memory: Csr for a sparse matrix, else Dense.
   * @throws {WeftError} `InvalidArgument` for rows outside the matrix.
   */
  async rows(start = 0, end: number = this.nRows): Promise<Csr | Dense> {
    checkInteger(start, "start", 0, this.nRows);
    checkInteger(end, "end", start, this.nRows);
    const source = this.#source;
    if ("kind" in source) {
      const data = numbersOf(source, await source.read(start, end));
      return new Dense(data, { shape: [end - start, this.nCols], dtype: this.dtype });
    }
    const starts = await (this.#starts ??= readStarts(source.indptr));
    const [from, to] = [starts[start]!, starts[end]!];
    return new Csr({
      shape: [end - start, this.nCols],
      indptr: Int32Array.from(starts.subarray(start, end + 1), (at) => at - from),
      indices: toInt32(await source.indices.read(from, to), "indices"),
      data: numbersOf(source.data, await source.data.read(from, to)),
      dtype: this.dtype,
    });
  }

  /** Reads the matrix block by block: each with its first row. */
  async *blocks(rows: number = this.blockRows): AsyncGenerator<{ start: number; X: Csr | Dense }> {
    checkInteger(rows, "rows", 1);
    for (let start = 0; start < this.nRows; start += rows) {
      yield { start, X: await this.rows(start, Math.min(start + rows, this.nRows)) };
    }
  }

  /** Rows of a block of some 32 MB, were it dense. */
  get blockRows(): number {
    return Math.max(1, Math.min(this.nRows, Math.floor(2 ** 22 / Math.max(1, this.nCols))));
  }
}

async function readStarts(indptr: StoredArray): Promise<Float64Array> {
  return Float64Array.from(numbersOf(indptr, await indptr.read()) as BigInt64Array, Number);
}
