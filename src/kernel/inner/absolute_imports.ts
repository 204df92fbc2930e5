/** Entries of an import map. */
export type Imports = Readonly<Record<string, string>>;

/** The same entries, as they read from any other folder: relative targets and keys become absolute addresses. */
export function absoluteImports(imports: Imports, base: URL): Imports {
  const absolute = (text: string): string => /^(?:\.{0,2}\/)/.test(text) ? new URL(text, base).href : text;
  return Object.fromEntries(Object.entries(imports).map(([name, target]) => [absolute(name), absolute(target)]));
}
