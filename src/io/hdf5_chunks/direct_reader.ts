import type { H5Filter } from "../hdf5/filters.ts";
import { readReferencedStrings } from "./global_heap.ts";
import { type ChunkedLayout, readChunkedLayout } from "./layout_message.ts";
import { RawFile } from "./raw_file.ts";
import { readChunked } from "./read_chunked.ts";
import { canUndo } from "./undo_filters.ts";

/**
 * Reads the arrays that nearly every h5ad file is made of (chunks under a version 1 B-tree, compressed with gzip or lzf)
 * without the HDF5 library: the runtime's own zlib is several times faster than one in WebAssembly, and the library's
 * lzf plugin fails on arrays of strings. Whatever else a file holds goes through the library.
 */
export class DirectReader {
  readonly #path: string;
  #file: RawFile | undefined;
  #isOpen = false;

  /** @param path Path of the file; opened when first needed. */
  constructor(path: string) {
    this.#path = path;
  }

  /** The chunked layout of the array at an address when it can be read here. */
  layout(address: number, filters: readonly H5Filter[]): ChunkedLayout | undefined {
    if (!canUndo(filters)) return undefined;
    const file = this.#open();
    return file && readChunkedLayout(file, address);
  }

  /** Rows `start` to `end` of an array as bytes; undefined when parts of it were never written. */
  bytes(
    layout: ChunkedLayout,
    shape: readonly number[],
    filters: readonly H5Filter[],
    start: number,
    end: number,
    pause: () => Promise<void> | undefined,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return readChunked(this.#open()!, layout, shape, filters, start, end, pause);
  }

  /** The strings that references point to. */
  strings(references: Uint8Array<ArrayBuffer>): string[] {
    return readReferencedStrings(this.#open()!, references);
  }

  /** Closes the file. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#isOpen = false;
  }

  #open(): RawFile | undefined {
    if (!this.#isOpen) {
      this.#file = RawFile.open(this.#path);
      this.#isOpen = true;
    }
    return this.#file;
  }
}
