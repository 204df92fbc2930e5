import { WeftError } from "../../core/error.ts";
import { turns } from "../../core/turns.ts";
import type { DType } from "../../data/dtype.ts";
import { numbersOfBytes } from "../bytes/numbers_of_bytes.ts";
import type { ChunkedLayout } from "../hdf5_chunks/layout_message.ts";
import { located } from "../located.ts";
import type { Attributes, StorageLayout, StoredArray, StoredDType, StoredValues } from "../store.ts";
import { readAttributes } from "./attributes.ts";
import { decode } from "./decode.ts";
import { checkFilters, checkLzf, filterNames, type H5Filter, LZF } from "./filters.ts";
import { type H5Metadata, storedDType } from "./metadata.ts";
import { call, checkOpen, type OpenFile } from "./open_file.ts";

const MOST_BYTES = 2 ** 32 - 2 ** 26;

/** An array of an HDF5 file. */
export class Dataset implements StoredArray {
  readonly kind = "array";
  readonly attrs: Attributes;
  readonly shape: readonly number[];
  readonly dtype: StoredDType;
  readonly layout: StorageLayout;
  readonly #metadata: H5Metadata;
  readonly #filters: readonly H5Filter[];
  #direct: ChunkedLayout | undefined | null = null;

  constructor(readonly file: OpenFile, readonly path: string) {
    const name = `/${path}`;
    this.attrs = call(file, path, (module) => readAttributes(module, file.id, name));
    this.#metadata = call(file, path, (module) => module.get_dataset_metadata(file.id, name) as unknown as H5Metadata);
    this.#filters = call(file, path, (module) => module.get_dataset_filters(file.id, name));
    const { shape, chunks } = this.#metadata;
    this.shape = shape ?? [];
    this.dtype = shape === null ? "null" : storedDType(this.#metadata);
    this.layout = { ...(chunks && { chunks }), filters: filterNames(this.#filters) };
  }

  async read(start = 0, end = this.shape[0] ?? 1): Promise<StoredValues> {
    await Promise.resolve();
    checkOpen(this.file);
    try {
      checkFilters(this.#filters);
      const layout = this.#direct === null ? this.#direct = this.#directLayout() : this.#direct;
      return (layout && await this.#readDirectly(layout, start, end)) ?? this.#readByLibrary(start, end);
    } catch (error) {
      throw located(this.#known(error), this.path, this.file.path);
    }
  }

  /** A range error says that memory lacks, or that addresses in the file lead out of what they should lead to. */
  #known(error: unknown): unknown {
    if (!(error instanceof RangeError)) return error;
    if (/alloc|length/i.test(error.message)) return tooLarge(this.#bytes(), error);
    return new WeftError("Corrupt", { expected: "to read the entry", found: error.message }, { cause: error });
  }

  #bytes(): number {
    return this.shape.reduce((product, length) => product * length, this.#metadata.size);
  }

  /** The layout when elements are numbers in the order of this machine, or lzf-compressed strings. */
  #directLayout(): ChunkedLayout | undefined {
    const { littleEndian, size, vlen, chunks } = this.#metadata;
    const isLzf = this.#filters.some(({ id }) => id === LZF);
    const isPlain = this.dtype !== "record" && this.dtype !== "other" && this.dtype !== "string" &&
      (littleEndian || size === 1);
    if (!chunks || !(isPlain || (vlen && isLzf))) return undefined;
    const reference = call(
      this.file,
      this.path,
      (module) => module.create_object_reference(this.file.id, `/${this.path}`),
    );
    const address = new DataView(Uint8Array.from(reference).buffer).getBigUint64(0, true);
    return this.file.direct.layout(Number(address), this.#filters);
  }

  async #readDirectly(layout: ChunkedLayout, start: number, end: number): Promise<StoredValues | undefined> {
    const { direct, signal, path } = this.file;
    const turn = turns(signal, `reading ${path}`);
    const pause = () => turn()?.then(() => checkOpen(this.file));
    const bytes = await direct.bytes(layout, this.shape, this.#filters, start, end, pause);
    if (bytes === undefined) return undefined;
    if (this.dtype === "string") return this.file.direct.strings(bytes);
    return numbersOfBytes(bytes, this.dtype as DType | "complex64" | "complex128");
  }

  #readByLibrary(start: number, end: number): StoredValues {
    const { size, vlen } = this.#metadata;
    const name = `/${this.path}`;
    const shape = this.shape.length === 0 ? [] : [end - start, ...this.shape.slice(1)];
    const count = shape.reduce((product, length) => product * length, 1);
    const isWhole = this.shape.length === 0 || (start === 0 && end === this.shape[0]);
    const counts = isWhole ? null : shape.map(BigInt);
    const offsets = isWhole ? null : shape.map((_, axis) => axis === 0 ? BigInt(start) : 0n);
    const strides = isWhole ? null : shape.map(() => 1n);
    const holdsPointers = vlen || this.dtype === "record";
    checkLzf(this.#filters);
    if (size * count > MOST_BYTES) throw tooLarge(size * count);
    return call(this.file, this.path, (module) => {
      const memory = module._malloc(Math.max(8, size * count)) >>> 0;
      if (memory === 0) throw tooLarge(size * count);
      const at = BigInt(memory);
      if (holdsPointers) module.HEAPU8.fill(0, memory, memory + size * count);
      try {
        const status = module.get_dataset_data(this.file.id, name, counts, offsets, strides, at);
        if (status < 0) throw new WeftError("Corrupt", { expected: "to read the entry", found: "an error of HDF5" });
        return decode(this.#metadata, { heap: module.HEAPU8, start: memory, count, stride: size });
      } finally {
        if (holdsPointers && isWhole) module.reclaim_vlen_memory(this.file.id, name, "", at);
        else if (holdsPointers) module.reclaim_vlen_memory_count(this.file.id, name, "", at, counts!);
        module._free(memory);
      }
    });
  }
}

function tooLarge(bytes: number, cause?: unknown): WeftError {
  return new WeftError("Unsupported", {
    expected: "an array that fits into memory",
    found: `${(bytes / 2 ** 30).toFixed(1)} GiB`,
    next: "Open the file with { backed: true } and read it by blocks of rows.",
  }, { cause });
}
