/** Finds a Chromium to test pages in, or installs Debian's by name where that is allowed. */
import { succeeds } from "./succeeds.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Name or path of a Chromium that starts; undefined, and said on the console, when there is none to be had. */
export async function chromium(): Promise<string | undefined> {
  const found = await onPath();
  if (found !== undefined) return found;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return missing("none is on the PATH");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  if (!await succeeds("apt-get", ["update", "-q"], quiet)) return missing("apt-get update failed (no network?)");
  const install = ["install", "-q", "-y", "--no-install-recommends", "chromium"];
  if (!await succeeds("apt-get", install, quiet)) return missing("apt-get could not install chromium");
  return await onPath() ?? missing("the one installed does not start");
}

async function onPath(): Promise<string | undefined> {
  for (const name of NAMES) if (await succeeds(name, ["--version"])) return name;
  return undefined;
}

function missing(why: string): undefined {
  console.warn(`SKIPPED: no Chromium to test pages in: ${why}`);
  return undefined;
}
