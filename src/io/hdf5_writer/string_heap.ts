import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { ByteWriter } from "./byte_writer.ts";
import type { OutputFile } from "./output_file.ts";

/** The header of a collection, and of every object in it. */
const HEADER = 16;
const SMALLEST = 4096;
const LARGEST = 2 ** 18;
const MOST_OBJECTS = 60000;

/** The global heap, where HDF5 keeps strings of any length: collections of objects that references point to. */
export class StringHeap {
  readonly #file: OutputFile;
  readonly #encoder = new TextEncoder();
  #objects: Uint8Array[] = [];
  #address = 0;
  #size = 0;
  #used = HEADER;
  #nextSize = SMALLEST;

  /** @param file Where the collections go. */
  constructor(file: OutputFile) {
    this.#file = file;
  }

  /** Stores a string and appends its 16-byte reference to `references`; `BadValues` for what would be cut off. */
  add(text: string, references: ByteWriter): void {
    if (text.includes("\0")) throw holdsNul(text);
    const bytes = this.#encoder.encode(text);
    if (bytes.length === 0) {
      references.padTo(references.length + 16);
      return;
    }
    const needed = HEADER + Math.ceil(bytes.length / 8) * 8;
    if (this.#used + needed + HEADER > this.#size || this.#objects.length >= MOST_OBJECTS) this.#open(needed);
    this.#objects.push(bytes);
    this.#used += needed;
    references.uint(bytes.length, 4).uint(this.#address, 8).uint(this.#objects.length, 4);
  }

  /** Writes the last collection. */
  flush(): void {
    if (this.#size === 0) return;
    const collection = new ByteWriter().bytes([71, 67, 79, 76, 1, 0, 0, 0]).uint(this.#size, 8);
    this.#objects.forEach((bytes, i) => {
      collection.uint(i + 1, 2).uint(0, 2).uint(0, 4).uint(bytes.length, 8).bytes(bytes).align(8);
    });
    const free = this.#size - collection.length;
    collection.uint(0, 8).uint(free, 8).padTo(this.#size);
    this.#file.write(this.#address, collection.done());
    this.#size = 0;
  }

  #open(needed: number): void {
    this.flush();
    this.#size = Math.max(this.#nextSize, 2 * HEADER + needed);
    this.#nextSize = Math.min(2 * this.#nextSize, LARGEST);
    this.#address = this.#file.allocate(this.#size);
    this.#objects = [];
    this.#used = HEADER;
  }
}

/** Readers of HDF5 take a NUL for the end of a string. */
function holdsNul(text: string): WeftError {
  return new WeftError("BadValues", {
    expected: "text without NUL characters, which HDF5 cannot hold",
    found: show(text.replaceAll("\0", "\\0")),
    next: 'Replace them first, for example with text.replaceAll("\\0", "").',
  });
}
