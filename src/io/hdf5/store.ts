import { WeftError } from "../../core/error.ts";
import type {
  Attributes,
  StorageLayout,
  Store,
  StoredArray,
  StoredDType,
  StoredGroup,
  StoredNode,
  StoredValues,
} from "../store.ts";
import { readAttributes } from "./attributes.ts";
import { readableFile } from "../readable_file.ts";
import { decode } from "./decode.ts";
import { checkFilters, filterNames, type H5Filter } from "./filters.ts";
import { type Library, loadLibrary } from "./library.ts";
import { type H5Metadata, storedDType } from "./metadata.ts";

/**
 * Opens an HDF5 file for reading.
 *
 * @param path Path of the file.
 * @returns The store; close it when done.
 * @throws {WeftError} `NotFound`, `Permission`, or `Corrupt` when it is not HDF5 or truncated.
 */
export async function openHdf5(path: string): Promise<Store> {
  await readableFile(path);
  const library = await loadLibrary();
  const { value: id, complaints } = library.attempt(() =>
    library.module.open(path, library.module.H5F_ACC_RDONLY, false, -1, -1)
  );
  if (id === undefined || id < 0n) throw notHdf5(path, complaints);
  const file: OpenFile = { library, id, path };
  return {
    location: path,
    root: new Group(file, ""),
    close: () => void library.module.close_file(id),
  };
}

interface OpenFile {
  readonly library: Library;
  readonly id: bigint;
  readonly path: string;
}

class Group implements StoredGroup {
  readonly kind = "group";
  readonly attrs: Attributes;

  constructor(readonly file: OpenFile, readonly path: string) {
    this.attrs = call(file, path, (module) => readAttributes({ ...file.library, module }, file.id, `/${path}`));
  }

  keys(): Promise<readonly string[]> {
    return Promise.resolve(
      call(this.file, this.path, (module) => module.get_names(this.file.id, `/${this.path}`, false)),
    );
  }

  get(name: string): Promise<StoredNode | undefined> {
    const path = this.path === "" ? name : `${this.path}/${name}`;
    const { module } = this.file.library;
    const { value: type } = this.file.library.attempt(() => module.get_type(this.file.id, `/${path}`));
    if (type === module.H5G_GROUP) return Promise.resolve(new Group(this.file, path));
    if (type === module.H5G_DATASET) return Promise.resolve(new Dataset(this.file, path));
    return Promise.resolve(undefined);
  }
}

class Dataset implements StoredArray {
  readonly kind = "array";
  readonly attrs: Attributes;
  readonly shape: readonly number[];
  readonly dtype: StoredDType;
  readonly layout: StorageLayout;
  readonly #metadata: H5Metadata;
  readonly #filters: readonly H5Filter[];

  constructor(readonly file: OpenFile, readonly path: string) {
    const name = `/${path}`;
    this.attrs = call(file, path, (module) => readAttributes({ ...file.library, module }, file.id, name));
    this.#metadata = call(file, path, (module) => module.get_dataset_metadata(file.id, name) as unknown as H5Metadata);
    this.#filters = call(file, path, (module) => module.get_dataset_filters(file.id, name));
    const { shape, chunks } = this.#metadata;
    this.shape = shape ?? [];
    this.dtype = shape === null ? "null" : storedDType(this.#metadata);
    this.layout = { ...(chunks && { chunks }), filters: filterNames(this.#filters) };
  }

  async read(start = 0, end = this.shape[0] ?? 1): Promise<StoredValues> {
    await Promise.resolve();
    checkFilters(this.#filters);
    const { size, vlen } = this.#metadata;
    const shape = this.shape.length === 0 ? [] : [end - start, ...this.shape.slice(1)];
    const count = shape.reduce((product, length) => product * length, 1);
    const isWhole = this.shape.length === 0 || (start === 0 && end === this.shape[0]);
    const counts = isWhole ? null : shape.map(BigInt);
    const offsets = isWhole ? null : shape.map((_, axis) => axis === 0 ? BigInt(start) : 0n);
    const strides = isWhole ? null : shape.map(() => 1n);
    return call(this.file, this.path, (module) => {
      const memory = module._malloc(Math.max(8, size * count));
      if (memory === 0) throw tooLarge(size * count);
      const at = BigInt(memory);
      const holdsPointers = vlen || this.dtype === "record";
      if (holdsPointers) module.HEAPU8.fill(0, memory >>> 0, (memory >>> 0) + size * count);
      try {
        const status = module.get_dataset_data(this.file.id, `/${this.path}`, counts, offsets, strides, at);
        if (status < 0) throw unreadable();
        return decode(this.#metadata, { heap: module.HEAPU8, start: memory >>> 0, count, stride: size });
      } finally {
        const name = `/${this.path}`;
        if (holdsPointers && isWhole) module.reclaim_vlen_memory(this.file.id, name, "", at);
        else if (holdsPointers) module.reclaim_vlen_memory_count(this.file.id, name, "", at, counts!);
        module._free(memory);
      }
    });
  }
}

/** Runs library calls; what the library complains about becomes the cause of a `Corrupt` error. */
function call<T>(file: OpenFile, path: string, work: (module: Library["module"]) => T): T {
  let failure: unknown;
  const { value, complaints } = file.library.attempt(() => {
    try {
      return work(file.library.module);
    } catch (error) {
      if (error instanceof WeftError) failure = error;
      throw error;
    }
  });
  if (failure instanceof WeftError && complaints.length < 2) throw failure;
  if (value !== undefined && complaints.length === 0) return value;
  throw new WeftError("Corrupt", {
    expected: "to read the entry",
    found: `that HDF5 says: ${complaints[0] ?? "nothing"}`,
    where: `'${path || "/"}' of ${file.path}`,
    next: "The file may be truncated or damaged; copy or download it again.",
    complaints,
  });
}

function unreadable(): WeftError {
  return new WeftError("Corrupt", { expected: "to read the entry", found: "an error of HDF5" });
}

function tooLarge(bytes: number): WeftError {
  return new WeftError("Unsupported", {
    expected: "an array that fits into 4 GiB",
    found: `${(bytes / 2 ** 30).toFixed(1)} GiB`,
    next: "Open the file with { backed: true } and read it by blocks of rows.",
  });
}

function notHdf5(path: string, complaints: readonly string[]): WeftError {
  const truncated = complaints.some((line) => line.includes("truncated"));
  return new WeftError("Corrupt", {
    expected: "an HDF5 file",
    found: truncated ? "a truncated one" : `that HDF5 says: ${complaints[0] ?? "nothing"}`,
    where: path,
    next: truncated
      ? "Copy or download it again."
      : "Check that it is an .h5ad, .h5mu or .h5 file and not, say, a web page.",
    complaints,
  });
}
