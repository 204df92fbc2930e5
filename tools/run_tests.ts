/**
 * Runs everything a fresh clone can show: `deno task test [-- FILTER…]`. Sets up the compiler of the kernels, the Python
 * that judges files and an adapter for WebGPU (when they can be had), runs unit, property, golden, fault and house tests
 * and every doc example with the sanitizers on, those of the pages of discrepancies too, and closes with one line: passed,
 * failed, skipped.
 */
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "./chromium.ts";
import { denoTest, type Totals } from "./deno_test.ts";
import { zigCommand } from "./kernels/zig.ts";
import { pythonEnvironment } from "./python_env.ts";
import { softwareAdapter } from "./software_adapter.ts";
import { testLab } from "./test_lab.ts";

// Installed before tests that need it run side by side.
await zigCommand();
const python = await pythonEnvironment();
await softwareAdapter();
await chromium();
const env: Record<string, string> = python ? { WEFT_TEST_PYTHON: python } : {};
const shown = globSync("docs/discrepancies/*.md", { cwd: fileURLToPath(new URL("../", import.meta.url)) }).sort();
const runs: readonly string[][] = Deno.args.length > 0
  ? [Deno.args]
  : [["--parallel", "--ignore=test/lab", "test/"], ["--doc", "--parallel", "mod.ts", "src/", ...shown]];
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
const add = ({ passed, failed, skipped }: Totals): void => {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
};
for (const args of runs) add(await denoTest(args, env));
// A Lab and a browser want both cores for themselves.
if (Deno.args.length === 0) add(await testLab());
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
Deno.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
