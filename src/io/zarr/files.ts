/** Part of the bytes under a key: from an offset, or the last ones. */
export type ByteRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** The keys and bytes of a zarr store, wherever they lie. */
export interface ZarrFiles {
  /** Path of the folder or zip file. */
  readonly location: string;
  /** The bytes under a key such as `obs/zarr.json`, or a part of them; undefined when there are none. */
  read(key: string, range?: ByteRange): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Names of the folders right below a folder (`""` is the root), sorted. */
  folders(path: string): Promise<string[]>;
  /** Lets go of open files. */
  close(): void;
}

/** A key below a folder; the root has no name. */
export function joinKey(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Where a part begins and ends in `size` bytes. */
export function resolveRange(range: ByteRange, size: number): { start: number; end: number } {
  if ("suffixLength" in range) return { start: Math.max(0, size - range.suffixLength), end: size };
  return { start: Math.min(size, range.offset), end: Math.min(size, range.offset + range.length) };
}
