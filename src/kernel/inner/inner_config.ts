import { absoluteImports, type Imports } from "./absolute_imports.ts";
import type { Config } from "./find_config.ts";

/** Fields of a user's configuration that mean the same in another folder. */
const PORTABLE = ["compilerOptions", "unstable"] as const;

/**
 * The configuration of the folder in which the inner kernel starts: the user's imports, and weft's own beside them where
 * the user names none of that name.
 *
 * @param own weft's configuration.
 * @param user The configuration of the notebook's folder.
 */
export function innerConfig(own: Config, user: Config | null): Readonly<Record<string, unknown>> {
  const imports: Imports = {
    ...absoluteImports(own.imports, own.url),
    ...(user ? absoluteImports(user.imports, user.url) : {}),
  };
  const kept = PORTABLE.filter((field) => user?.fields[field] !== undefined);
  return { ...Object.fromEntries(kept.map((field) => [field, user!.fields[field]])), imports };
}
