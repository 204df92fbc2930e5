/**
 * The Chromium in which tests open pages: one that is installed, or Debian's, which is installed by name where that is
 * allowed. `deno run -A tools/chromium.ts` prints its path.
 */
import { CHROMIUM_NAMES } from "../src/cli/doctor/chromium_names.ts";
import { succeeds } from "./succeeds.ts";

/** Name or path of a Chromium that starts here; undefined when there is none. `WEFT_CHROMIUM` names one of one's own. */
export async function findChromium(): Promise<string | undefined> {
  const own = Deno.env.get("WEFT_CHROMIUM");
  for (const name of [...(own ? [own] : []), ...CHROMIUM_NAMES]) {
    if (await succeeds(name, ["--version"])) return name;
  }
  return undefined;
}

/** Finds Chromium or installs it; says on the console why not when there is none to be had. */
export async function chromium(): Promise<string | undefined> {
  const found = await findChromium();
  if (found !== undefined) return found;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return missing("install chromium, or name one in WEFT_CHROMIUM");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  if (!await succeeds("apt-get", ["update", "-q"], quiet)) return missing("apt-get update failed (no network?)");
  const install = ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
  if (!await succeeds("apt-get", install, quiet)) return missing("apt-get could not install chromium");
  return await findChromium() ?? missing("the installed one does not start");
}

function missing(why: string): undefined {
  console.warn(`SKIPPED: no Chromium to open pages in: ${why}`);
  return undefined;
}

if (import.meta.main) {
  const path = await chromium();
  if (path) console.log(path);
  else Deno.exit(1);
}
