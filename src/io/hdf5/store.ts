import { WeftError } from "../../core/error.ts";
import { childPath } from "../child_path.ts";
import type { Attributes, Store, StoredGroup, StoredNode } from "../store.ts";
import { DirectReader } from "../hdf5_chunks/direct_reader.ts";
import { readAttributes } from "./attributes.ts";
import { readableFile } from "../readable_file.ts";
import { Dataset } from "./dataset.ts";
import { loadLibrary } from "./library.ts";
import { call, checkOpen, type OpenFile } from "./open_file.ts";

/**
 * Opens an HDF5 file for reading.
 *
 * @param path Path of the file.
 * @param signal Stops reading, also later; default none.
 * @returns The store; close it when done.
 * @throws {WeftError} `NotFound`, `Permission`, or `Corrupt` when it is not HDF5 or truncated.
 */
export async function openHdf5(path: string, signal?: AbortSignal): Promise<Store> {
  await readableFile(path);
  const library = await loadLibrary();
  const { value: id, complaints } = library.attempt(() =>
    library.module.open(path, library.module.H5F_ACC_RDONLY, false, -1, -1)
  );
  if (id === undefined || id < 0n) throw notHdf5(path, complaints);
  const direct = new DirectReader(path);
  const file: OpenFile = { isOpen: true, library, id, path, signal, direct };
  return {
    location: path,
    root: new Group(file, ""),
    close() {
      if (!file.isOpen) return;
      file.isOpen = false;
      direct.close();
      library.attempt(() => library.module.close_file(id));
    },
  };
}

class Group implements StoredGroup {
  readonly kind = "group";
  readonly attrs: Attributes;

  constructor(readonly file: OpenFile, readonly path: string) {
    this.attrs = call(file, path, (module) => readAttributes(module, file.id, `/${path}`));
  }

  keys(): Promise<readonly string[]> {
    return Promise.resolve(
      call(this.file, this.path, (module) => module.get_names(this.file.id, `/${this.path}`, false)),
    );
  }

  async get(name: string): Promise<StoredNode | undefined> {
    await Promise.resolve();
    checkOpen(this.file);
    const path = childPath(this.path, name);
    if (path === undefined) return undefined;
    const { module } = this.file.library;
    const { value: type, complaints } = this.file.library.attempt(() => module.get_type(this.file.id, `/${path}`));
    if (complaints.length > 0) return undefined;
    if (type === module.H5G_GROUP) return new Group(this.file, path);
    if (type === module.H5G_DATASET) return new Dataset(this.file, path);
    return undefined;
  }
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
