/**
 * Runs everything a fresh clone can show: `deno task test [-- FILTER…]`. Sets up the compiler of the kernels, the Python
 * that judges files and an adapter for WebGPU (when they can be had), runs unit, property, golden, fault and house tests
 * and every doc example with the sanitizers on, and closes with one line: passed, failed, skipped.
 */
import { chromium } from "./chromium.ts";
import { zigCommand } from "./kernels/zig.ts";
import { pythonEnvironment } from "./python_env.ts";
import { softwareAdapter } from "./software_adapter.ts";

const ROOT = new URL("../", import.meta.url).pathname;

/** Figures of deno test's closing line. */
interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs deno test, passing its output through, and reads its closing line. */
async function denoTest(args: readonly string[], env: Record<string, string>): Promise<Totals> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--preload", "test/preload.ts", "--sanitize-ops", "--sanitize-resources", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let tail = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    await Deno.stdout.write(chunk);
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-4000);
  }
  const { success } = await child.status;
  const closing = [...tail.matchAll(/^(?:ok|FAILED) \| (.*?)\((?:\d|\.|ms|s|m| |h)+\)\s*$/gm)].at(-1)?.[1] ?? "";
  const count = (word: string): number => Number(closing.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  const failed = count("failed");
  return { passed: count("passed"), failed: success ? failed : Math.max(1, failed), skipped: count("ignored") };
}

// Installed before tests that need it run side by side.
await zigCommand();
const python = await pythonEnvironment();
await softwareAdapter();
await chromium();
const env: Record<string, string> = python ? { WEFT_TEST_PYTHON: python } : {};
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
for (
  const args of Deno.args.length > 0
    ? [Deno.args]
    : [["--parallel", "test/"], ["--doc", "--parallel", "mod.ts", "src/"]]
) {
  const { passed, failed, skipped } = await denoTest(args, env);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
Deno.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
