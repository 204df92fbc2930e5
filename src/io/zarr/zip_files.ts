import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { fileError } from "../file_error.ts";
import { resolveRange, type ZarrFiles } from "./files.ts";
import { readBytesAt } from "../bytes/read_bytes_at.ts";
import { readZipDirectory, readZipMember, type ZipMember } from "./zip_directory.ts";

const STORED = 0, DEFLATED = 8;

/** The files of a zarr store in a zip file; a folder around the whole store is looked through. */
export function zipFiles(location: string): ZarrFiles {
  const file = openFile(location);
  try {
    checkMagic(file, location);
    const readAt = (offset: number, length: number) => readBytesAt(file, offset, length);
    const members = readZipDirectory(file.statSync().size, readAt, location);
    const prefix = rootOf([...members.keys()]);
    return {
      location,
      async read(key, range) {
        const member = members.get(prefix + key);
        if (!member) return undefined;
        const bytes = await unpack(member, readZipMember(member, readAt, location), location);
        if (!range) return bytes;
        const { start, end } = resolveRange(range, bytes.length);
        return bytes.slice(start, end);
      },
      folders: (path) => Promise.resolve(foldersBelow(members.keys(), path === "" ? prefix : `${prefix}${path}/`)),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw fileError(error, location);
  }
}

/** A zip file begins with a member, or with its end when it has none. */
function checkMagic(file: Deno.FsFile, location: string): void {
  if (new TextDecoder().decode(readBytesAt(file, 0, 2)) === "PK") return;
  throw new WeftError("Unsupported", {
    expected: `${show(location)} to be a zarr store`,
    found: "a file that is not a zip file",
    next: "A zarr store is a folder, or a zip file of one; for h5ad files use readH5ad().",
  });
}

function openFile(location: string): Deno.FsFile {
  try {
    return Deno.openSync(location, { read: true });
  } catch (error) {
    throw fileError(error, location);
  }
}

async function unpack(
  { name, method }: ZipMember,
  bytes: Uint8Array<ArrayBuffer>,
  location: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (method === STORED) return bytes;
  if (method !== DEFLATED) {
    throw new WeftError("Unsupported", {
      expected: "members of a zip file to be stored or deflated",
      found: `method ${method} for ${show(name)}`,
      where: show(location),
      next: "Unpack the zip file and read the folder.",
    });
  }
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new WeftError("Corrupt", {
      expected: `${show(name)} to be deflated data`,
      found: "damaged bytes",
      where: show(location),
    }, { cause });
  }
}

/** The folder that holds the store: the root, or the only folder where the root has no metadata. */
function rootOf(names: readonly string[]): string {
  if (names.some((name) => !name.includes("/"))) return "";
  const first = names[0]?.slice(0, names[0].indexOf("/") + 1) ?? "";
  return names.every((name) => name.startsWith(first)) ? first : "";
}

function foldersBelow(names: Iterable<string>, prefix: string): string[] {
  const found = new Set<string>();
  for (const name of names) {
    const end = name.indexOf("/", prefix.length);
    if (end > prefix.length && name.startsWith(prefix)) found.add(name.slice(prefix.length, end));
  }
  return [...found].sort();
}
