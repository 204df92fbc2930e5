/** The whole gate: `deno task ok` runs formatting, lint, types, docs, publishing and all tests, and stops at the first breach. */
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const config = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
const entries = Object.values<string>(config.exports);
// A folder would be searched for modules only, not for pages.
const pages = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: ROOT }).sort()];

const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ["format", ["fmt", "--check"]],
  ["lint", ["lint"]],
  ["types", ["check", ...entries, "src", "test", "tools", "bench"]],
  ["types of the widgets", ["check", "--config", "widgets/config.json", "widgets"]],
  ["docs", ["doc", "--lint", ...entries]],
  ["examples in pages", ["check", "--doc-only", ...pages]],
  ["publish", ["publish", "--dry-run", "--allow-dirty", "--quiet"]],
  ["tests", ["run", "-A", "tools/run_tests.ts"]],
];

for (const [name, args] of STEPS) {
  const started = performance.now();
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    stdout: "inherit",
    stderr: "inherit",
  })
    .output();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok" : "FAILED"}  ${name} (${seconds} s)`);
  if (code !== 0) Deno.exit(1);
}
