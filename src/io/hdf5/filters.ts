// deno-lint-ignore-file camelcase -- names of h5wasm
import { WeftError } from "../../core/error.ts";

/** A filter of a dataset, as h5wasm names it. */
export interface H5Filter {
  /** Registered number. */
  readonly id: number;
  /** Name in the file. */
  readonly name: string;
  /** Its settings; lzf keeps the size of a chunk as the third. */
  readonly cd_values: readonly number[];
}

/** Filters that the library and its plugins can undo, by their registered numbers. */
const KNOWN: ReadonlyMap<number, string> = new Map([
  [1, "gzip"],
  [2, "shuffle"],
  [3, "fletcher32"],
  [4, "szip"],
  [5, "nbit"],
  [6, "scaleoffset"],
  [307, "bzip2"],
  [32000, "lzf"],
  [32001, "blosc"],
  [32004, "lz4"],
  [32008, "bitshuffle"],
  [32013, "zfp"],
  [32015, "zstd"],
  [32019, "jpeg"],
  [32022, "bitgroom"],
  [32023, "bitround"],
  [32026, "blosc2"],
]);

/** Number of the lzf filter. */
export const LZF = 32000;

/** Short names of filters, as they are known. */
export function filterNames(filters: readonly H5Filter[]): string[] {
  return filters.map(({ id, name }) => KNOWN.get(id) ?? `${name || "unnamed"} (${id})`);
}

/** Throws `Unsupported` when a filter cannot be undone: the library itself would print a stack and may abort. */
export function checkFilters(filters: readonly H5Filter[]): void {
  const unknown = filters.find(({ id }) => !KNOWN.has(id));
  if (unknown === undefined) return;
  throw new WeftError("Unsupported", {
    expected: `compression by one of ${[...KNOWN.values()].join(", ")}`,
    found: `filter ${unknown.id} (${unknown.name || "unnamed"})`,
    next: "Write the file again with gzip.",
  });
}

/** Throws `Unsupported` for the one filter that the library itself cannot undo: lzf that does not say a chunk's size. */
export function checkLzf(filters: readonly H5Filter[]): void {
  if (!filters.some(({ id, cd_values }) => id === LZF && cd_values.length < 3)) return;
  throw new WeftError("Unsupported", {
    expected: "strings compressed with lzf to lie in the file as h5py lays them out by default",
    found: "a newer layout",
    next: "Write the file again with gzip.",
  });
}
