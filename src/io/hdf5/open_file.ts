import { WeftError } from "../../core/error.ts";
import type { DirectReader } from "../hdf5_chunks/direct_reader.ts";
import type { H5Module, Library } from "./library.ts";

/** An HDF5 file, open until it is closed. */
export interface OpenFile {
  /** Whether it can still be read. */
  isOpen: boolean;
  /** The library that opened it. */
  readonly library: Library;
  /** The library's number for it. */
  readonly id: bigint;
  /** Path, for error sentences. */
  readonly path: string;
  /** Stops reading. */
  readonly signal?: AbortSignal | undefined;
  /** Reads common arrays without the library. */
  readonly direct: DirectReader;
}

/** Throws when the file has been closed. */
export function checkOpen({ isOpen, path }: OpenFile): void {
  if (isOpen) return;
  throw new WeftError("Failed", {
    expected: "an open file",
    found: "a closed one",
    where: path,
    next: "Read what you need before close(), or open the file again.",
  });
}

/** Runs library calls; what the library complains about becomes the cause of a `Corrupt` error. */
export function call<T>(file: OpenFile, path: string, work: (module: H5Module) => T): T {
  checkOpen(file);
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
