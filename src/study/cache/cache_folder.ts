import { variable } from "../../kernels/environment.ts";

const DEFAULT = ".weft/study";

/**
 * The folder that finished rows are kept in: the one named, else what `WEFT_STUDY` names, else `.weft/study` below the
 * current folder; `null` for none, also where nobody named one and files may not be written.
 */
export function cacheFolder(named: string | null | undefined): string | null {
  if (named !== undefined) return named;
  const folder = variable("WEFT_STUDY") ?? DEFAULT;
  const granted = (["read", "write"] as const).every((name) =>
    Deno.permissions.querySync({ name, path: folder }).state === "granted"
  );
  return granted ? folder : null;
}
