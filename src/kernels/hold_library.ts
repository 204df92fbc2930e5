/** Flags of `dlopen`: resolve all names at once, and never unload. */
const NOW_AND_FOREVER = 0x2 | 0x1000;

/**
 * Loads a system library of Linux and holds it for the life of the process, so that libraries loaded later find it by
 * name.
 *
 * @param path The library.
 * @throws {Error} when it is missing or the right to load it was not given.
 */
export function holdLibrary(path: string): void {
  // The runtime unloads what it loaded when it ends, while others still use it. The linker is reached through the library;
  // the path is long enough for its bytes not to lie where the collector moves them.
  const library = Deno.dlopen(path, { dlopen: { parameters: ["buffer", "i32"], result: "pointer" } });
  library.symbols.dlopen(new TextEncoder().encode(`${path}\0`.padEnd(128, "\0")), NOW_AND_FOREVER);
}
