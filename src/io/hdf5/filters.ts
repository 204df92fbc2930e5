import { WeftError } from "../../core/error.ts";

/** A filter of a dataset, as h5wasm names it. */
export interface H5Filter {
  /** Registered number. */
  readonly id: number;
  /** Name in the file. */
  readonly name: string;
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
