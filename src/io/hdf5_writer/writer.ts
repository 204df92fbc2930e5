import { macrotask, throwIfAborted } from "../../core/abort.ts";
import { WeftError } from "../../core/error.ts";
import { show } from "../../core/check.ts";
import { ByteWriter } from "./byte_writer.ts";
import { type Chunk, writeChunkIndex } from "./chunk_index.ts";
import { type Compression, type Compressor, compressor, filterMessage } from "./compression.ts";
import { datatypeMessage, sizeOf, type WrittenType } from "./datatype.ts";
import { inOrder } from "./in_order.ts";
import { lookup3 } from "./lookup3.ts";
import { dataspaceMessage, type Message, objectHeader } from "./object_header.ts";
import { OutputFile } from "./output_file.ts";
import { StoredArrays } from "./stored_arrays.ts";
import { StringHeap } from "./string_heap.ts";

/** The value of an attribute that is written: numbers are int64. */
export type WrittenAttribute = string | boolean | number | readonly string[] | readonly number[];

/** Attributes by name. */
export type WrittenAttributes = Readonly<Record<string, WrittenAttribute>>;

/** An array to write. */
export interface WrittenArray {
  /** Element type. */
  readonly type: WrittenType;
  /** Length along each axis; `[]` for a scalar, `null` for nothing at all. */
  readonly shape: readonly number[] | null;
  /** The elements as they lie in the file, little endian; or the strings. */
  readonly data: Uint8Array | readonly string[];
}

const DATASPACE = 1,
  LINK_INFO = 2,
  DATATYPE = 3,
  FILL_VALUE = 5,
  LINK = 6,
  LAYOUT = 8,
  GROUP_INFO = 10,
  FILTERS = 11,
  ATTRIBUTE = 12;
const UNDEFINED = -1;
const CHUNK_BYTES = 2 ** 19;
/** Chunks that are compressed at a time. */
const IN_FLIGHT = 8;

/** Settings of a file. */
export interface Hdf5WriterOptions {
  /** How arrays are compressed. */
  readonly compression: Compression;
  /** Bytes before the HDF5 file proper; 0 or a power of two from 512. */
  readonly userBlock: number;
  /** Stops the writing. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes an HDF5 file from its leaves to its root: arrays and groups are appended when they are complete, the
 * superblock comes last. Same content, same bytes.
 */
export class Hdf5Writer {
  readonly #file: OutputFile;
  readonly #heap: StringHeap;
  readonly #stored = new StoredArrays();
  readonly #options: Hdf5WriterOptions;

  /**
   * @param file An empty file, open for reading and writing.
   * @param options Compression, user block, signal.
   */
  constructor(file: Deno.FsFile, options: Hdf5WriterOptions) {
    this.#file = new OutputFile(file, options.userBlock);
    this.#heap = new StringHeap(this.#file);
    this.#options = options;
    this.#file.allocate(48);
  }

  /** Writes an array and returns its address. */
  async array({ type, shape, data }: WrittenArray, attributes: WrittenAttributes = {}): Promise<number> {
    throwIfAborted(this.#options.signal, "writing");
    const bytes = data instanceof Uint8Array ? data : this.references(data);
    await macrotask();
    const messages: Message[] = [
      { kind: DATASPACE, content: dataspaceMessage(shape) },
      { kind: DATATYPE, content: datatypeMessage(type) },
      ...await this.#layout(type, shape, bytes),
      ...this.#attributes(attributes),
    ];
    return this.#file.append(objectHeader(messages));
  }

  /** Writes a group whose children are written already, and returns its address. */
  group(children: ReadonlyMap<string, number>, attributes: WrittenAttributes = {}): number {
    const links = [...children].map(([name, address]) => ({ kind: LINK, content: linkMessage(name, address) }));
    const messages: Message[] = [
      { kind: LINK_INFO, content: new ByteWriter().bytes([0, 0]).uint(UNDEFINED, 8).uint(UNDEFINED, 8).done() },
      { kind: GROUP_INFO, content: new Uint8Array(2) },
      ...links,
      ...this.#attributes(attributes),
    ];
    return this.#file.append(objectHeader(messages));
  }

  /** Writes the superblock; the file is complete. */
  finish(root: number): void {
    this.#heap.flush();
    const { userBlock } = this.#options;
    const block = new ByteWriter().bytes([0x89, 72, 68, 70, 13, 10, 26, 10, 2, 8, 8, 0]);
    block.uint(userBlock, 8).uint(UNDEFINED, 8).uint(userBlock + this.#file.end, 8).uint(root, 8);
    this.#file.write(0, block.uint(lookup3(block.done()), 4).done());
    this.#file.truncate();
  }

  /** Stores strings and returns their references, 16 bytes each. */
  references(texts: readonly string[]): Uint8Array {
    const references = new ByteWriter();
    for (const text of texts) this.#heap.add(text, references);
    return references.done();
  }

  async #layout(type: WrittenType, shape: readonly number[] | null, bytes: Uint8Array): Promise<Message[]> {
    const compress = compressor(this.#options.compression);
    if (shape === null || shape.length === 0 || bytes.length === 0 || compress === undefined) {
      const address = bytes.length === 0 || shape === null ? UNDEFINED : this.#file.append(bytes);
      const content = new ByteWriter().bytes([3, 1]).uint(address, 8).uint(bytes.length, 8).done();
      return [{ kind: FILL_VALUE, content: new Uint8Array([3, 0x0a]) }, { kind: LAYOUT, content }];
    }
    const elementSize = sizeOf(type);
    const rowBytes = bytes.length / shape[0]!;
    const rows = Math.max(1, Math.min(shape[0]!, Math.floor(CHUNK_BYTES / rowBytes)));
    const index = await this.#chunks(bytes, shape, rows, rowBytes, compress);
    const content = new ByteWriter().bytes([3, 2, shape.length + 1]).uint(index, 8);
    for (const length of [rows, ...shape.slice(1), elementSize]) content.uint(length, 4);
    return [
      { kind: FILL_VALUE, content: new Uint8Array([3, 0x0b]) },
      { kind: LAYOUT, content: content.done() },
      { kind: FILTERS, content: filterMessage(this.#options.compression) },
    ];
  }

  async #chunks(
    bytes: Uint8Array,
    shape: readonly number[],
    rows: number,
    rowBytes: number,
    compress: Compressor,
  ): Promise<number> {
    const chunkBytes = rows * rowBytes;
    const stored = this.#stored.find(bytes, chunkBytes);
    const chunks: Chunk[] = [];
    const compressed = inOrder(Math.ceil(shape[0]! / rows), IN_FLIGHT, (k) => {
      throwIfAborted(this.#options.signal, "writing");
      if (stored) return Promise.resolve(this.#file.read(stored[k]!.address, stored[k]!.size));
      return compress(fullChunk(bytes, k * chunkBytes, chunkBytes));
    });
    for await (const content of compressed) {
      const offset = [chunks.length * rows, ...shape.slice(1).fill(0)];
      chunks.push({ offset, size: content.length, address: this.#file.append(content) });
    }
    if (!stored) this.#stored.add(bytes, chunkBytes, chunks);
    const end = [Math.ceil(shape[0]! / rows) * rows, ...shape.slice(1)];
    return writeChunkIndex(this.#file, chunks, end);
  }

  #attributes(attributes: WrittenAttributes): Message[] {
    return Object.entries(attributes).map(([name, value]) => ({
      kind: ATTRIBUTE,
      content: this.#attribute(name, value),
    }));
  }

  #attribute(name: string, value: WrittenAttribute): Uint8Array {
    const items = Array.isArray(value) ? value as readonly (string | number)[] : [value as string | number | boolean];
    const [first] = items;
    const type = typeof first === "boolean" ? "bool" : typeof first === "number" ? "int64" : "string";
    const data = new ByteWriter();
    for (const item of items) {
      if (typeof item === "string") this.#heap.add(item, data);
      else data.uint(Number(item), type === "bool" ? 1 : 8);
    }
    const label = new TextEncoder().encode(`${name}\0`);
    const datatype = datatypeMessage(type);
    const dataspace = dataspaceMessage(Array.isArray(value) ? [value.length] : []);
    return new ByteWriter().bytes([3, 0]).uint(label.length, 2).uint(datatype.length, 2).uint(dataspace.length, 2)
      .uint(1, 1).bytes(label).bytes(datatype).bytes(dataspace).bytes(data.done()).done();
  }
}

function fullChunk(bytes: Uint8Array, start: number, size: number): Uint8Array {
  const content = bytes.subarray(start, start + size);
  if (content.length === size) return content;
  const padded = new Uint8Array(size);
  padded.set(content);
  return padded;
}

function linkMessage(name: string, address: number): Uint8Array {
  const label = new TextEncoder().encode(name);
  if (label.length === 0 || name.includes("/") || name === "." || label.includes(0)) {
    throw new WeftError("InvalidArgument", {
      expected: "names that HDF5 allows (not empty, no '/', not '.')",
      found: show(name),
      next: "Rename the entry or column first.",
    });
  }
  return new ByteWriter().bytes([1, 0x11, 1]).uint(label.length, 2).bytes(label).uint(address, 8).done();
}
