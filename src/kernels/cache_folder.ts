import { variable } from "./environment.ts";

/**
 * Folder of weft in the user's cache: `WEFT_CACHE`, else `weft` where the system keeps caches; undefined when the
 * environment may not be read.
 */
export function cacheFolder(): string | undefined {
  const own = variable("WEFT_CACHE");
  if (own !== undefined) return own;
  const base = variable(Deno.build.os === "windows" ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
  if (base !== undefined) return `${base}/weft`;
  const home = variable("HOME");
  if (home === undefined) return undefined;
  return Deno.build.os === "darwin" ? `${home}/Library/Caches/weft` : `${home}/.cache/weft`;
}
