import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Figures of deno test's closing line. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Runs deno test with the sanitizers on, passing its output through, and reads its closing line.
 *
 * @param env Variables of its environment, beside those inherited.
 */
export async function denoTest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Totals> {
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
