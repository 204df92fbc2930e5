import type { UnsDict } from "../data/uns.ts";

/** Column of `obs` that tells sections, where a method has a setting for it. */
export function libraryKeyOf({ config }: { readonly config: UnsDict }): string | undefined {
  const { libraryKey } = config;
  return typeof libraryKey === "string" ? libraryKey : undefined;
}
