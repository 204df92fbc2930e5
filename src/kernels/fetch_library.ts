import { isLibrary, libraryHere, unusable } from "./native_library.ts";

/**
 * Puts the native library into the user's cache when the package was imported from a URL and thus has no folder:
 * fetched from beside the source, checked, and written once by an atomic rename. Does nothing for a package on disk,
 * and never asks for a right.
 */
export async function fetchLibrary(): Promise<void> {
  const { file, sum, url, path } = libraryHere();
  if (url.protocol === "file:") return;
  const folder = path.slice(0, path.lastIndexOf("/"));
  demand({ name: "ffi", path }, { name: "read", path: folder });
  const kept = await Deno.readFile(path).catch(() => undefined);
  if (kept && isLibrary(kept, sum)) return;
  demand({ name: "net", host: url.host }, { name: "write", path: folder });
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw unusable("NotFound", `no ${file} beside the package (HTTP ${response.status})`);
  if (!isLibrary(bytes, sum)) throw unusable("Corrupt", `${file} fetched with other bytes than were built (SHA-256)`);
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${crypto.randomUUID()}.tmp`;
  await Deno.writeFile(unfinished, bytes, { mode: 0o500 });
  await Deno.rename(unfinished, path);
}

type Right = Extract<Deno.PermissionDescriptor, { name: "ffi" | "read" | "write" | "net" }>;

function demand(...rights: readonly Right[]): void {
  for (const right of rights) {
    if (Deno.permissions.querySync(right).state === "granted") continue;
    const where = right.name === "net" ? right.host : right.path;
    throw unusable("Permission", `no --allow-${right.name} (at least =${where})`);
  }
}
