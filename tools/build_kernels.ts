/**
 * Builds the kernels from their C source: `deno task kernels` for this machine and WebAssembly, `deno task kernels --all`
 * for every platform. What it writes (`src/kernels/generated`, `src/kernels/dist`) is committed; the same source gives
 * the same bytes anywhere.
 */
import { fileURLToPath } from "node:url";
import { buildAll } from "./kernels/build_all.ts";
import { TARGETS } from "./kernels/targets.ts";
import { zigCommand } from "./kernels/zig.ts";

if (import.meta.main) {
  const started = performance.now();
  const zig = await zigCommand();
  if (zig === undefined) Deno.exit(1);
  const here = TARGETS.filter(({ os, arch }) => os === Deno.build.os && arch === Deno.build.arch);
  const targets = Deno.args.includes("--all") ? TARGETS : here;
  await buildAll(fileURLToPath(new URL("../src/kernels/", import.meta.url)), { zig, targets });
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
