/**
 * Loads a system library and holds it for the life of the process, so that libraries loaded later find it by name.
 *
 * @param path The library.
 * @throws {Error} when it is missing or the right to load it was not given.
 */
export function holdLibrary(path: string): void {
  Deno.dlopen(path, {});
}
