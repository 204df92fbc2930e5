import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { EngineName } from "../../src/engine/mod.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a process of its own printed while it opened an engine. */
export interface Printed {
  /** What came of it, a line. */
  readonly result: string;
  /** All that anyone complained of. */
  readonly complaints: string;
}

/** Opens an engine in a process of its own, with these rights and variables; "describe" looks at all engines first. */
export async function openElsewhere(
  engine: EngineName,
  rights: readonly string[],
  env: Readonly<Record<string, string>> = {},
  ...more: readonly string[]
): Promise<Printed> {
  const { XDG_RUNTIME_DIR: _, WEFT_TENSORFLOW: __, ...others } = Deno.env.toObject();
  const { stdout, stderr, code, signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--quiet", ...rights, "test/engine/programs/open.ts", engine, ...more],
    cwd: ROOT,
    clearEnv: true,
    env: { ...others, NO_COLOR: "1", ...env },
  }).output();
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, "how the process ended");
  const [result, complaints] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { result: result!.trim(), complaints: complaints! };
}
