import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { childPath } from "../child_path.ts";
import { readableFile } from "../readable_file.ts";
import type { Store, StoredGroup, StoredNode } from "../store.ts";
import type { ZarrFiles } from "./files.ts";
import { folderFiles } from "./folder_files.ts";
import { type GroupMetadata, readMetadata, type ZarrVersion, zarrVersion } from "./metadata.ts";
import { zarrArray } from "./zarr_array.ts";
import { zipFiles } from "./zip_files.ts";

/** Opens a zarr store, version 2 or 3, that is a folder or a zip file; close it when done. */
export async function openZarr(location: string): Promise<Store> {
  const files = await openFiles(location);
  try {
    const version = await zarrVersion(files);
    const root = version && await readMetadata(files, "", version);
    if (root?.kind === "group") {
      return { location, root: zarrGroup(files, "", root, version!), close: () => files.close() };
    }
    throw new WeftError(root ? "Unsupported" : "Corrupt", {
      expected: `${show(location)} to be a zarr store with an object inside`,
      found: root ? "a single array" : "neither zarr.json nor .zgroup",
      next: "Name the folder that Python's write_zarr() was given.",
    });
  } catch (error) {
    files.close();
    throw error;
  }
}

async function openFiles(location: string): Promise<ZarrFiles> {
  const info = await Deno.stat(location).catch(() => undefined);
  if (info?.isDirectory) return folderFiles(location);
  await readableFile(location);
  return zipFiles(location);
}

function zarrGroup(files: ZarrFiles, path: string, { attrs }: GroupMetadata, version: ZarrVersion): StoredGroup {
  return {
    kind: "group",
    path,
    attrs,
    keys: () => files.folders(path),
    get: async (name) => {
      const key = childPath(path, name);
      return key === undefined || key.split("/").includes("..") ? undefined : await zarrNode(files, key, version);
    },
  };
}

async function zarrNode(files: ZarrFiles, path: string, version: ZarrVersion): Promise<StoredNode | undefined> {
  const metadata = await readMetadata(files, path, version);
  if (!metadata) return undefined;
  return metadata.kind === "group"
    ? zarrGroup(files, path, metadata, version)
    : zarrArray(files, path, metadata, version);
}
