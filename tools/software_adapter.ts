/**
 * Sees to it that WebGPU has an adapter to be tested on: a card, or Mesa's program in the place of one, which is
 * installed from Debian by name where that is allowed. `deno run -A tools/software_adapter.ts`.
 */
import { succeeds } from "./succeeds.ts";

const PACKAGES = ["libvulkan1", "mesa-vulkan-drivers"];
const PROBE = "Deno.exit(await navigator.gpu?.requestAdapter() ? 0 : 1)";

/** Whether there is an adapter, after trying to get one; says on the console why not. */
export async function softwareAdapter(): Promise<boolean> {
  if (await hasAdapter()) return true;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return missing("Vulkan has no driver here");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  if (!await succeeds("apt-get", ["update", "-q"], quiet)) return missing("apt-get update failed (no network?)");
  const install = ["install", "-q", "-y", "--no-install-recommends", ...PACKAGES];
  if (!await succeeds("apt-get", install, quiet)) return missing(`apt-get could not install ${PACKAGES.join(" ")}`);
  return await hasAdapter() || missing("Mesa's driver does not load");
}

/** Asked in a process of its own: the answer is remembered for as long as a process lives. */
function hasAdapter(): Promise<boolean> {
  return succeeds(Deno.execPath(), ["eval", "--no-check", PROBE]);
}

function missing(why: string): false {
  console.warn(`SKIPPED: no adapter to test WebGPU on: ${why}`);
  return false;
}

if (import.meta.main) Deno.exit(await softwareAdapter() ? 0 : 1);
