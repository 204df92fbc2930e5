/** The compiler: `zig cc` from the PyPI package `ziglang`, in a cache folder. */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = "ziglang==0.17.0";

/** Finds or installs the compiler; undefined, with a line that says why, when there is no Python or no network. */
export async function zigCommand(): Promise<readonly string[] | undefined> {
  const python = `${ROOT}.cache/zig/bin/python`;
  const command = [python, "-m", "ziglang"];
  if (await succeeds(command, ["version"])) return command;
  if (!await succeeds(["python3"], ["-m", "venv", "--clear", `${ROOT}.cache/zig`])) {
    return missing("python3 cannot make environments");
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE];
  if (!await succeeds([python], install)) return missing(`pip could not install ${PACKAGE}`);
  return command;
}

/** Runs a command and throws what it printed when it fails. */
export async function run(
  [program, ...rest]: readonly string[],
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const { success, stderr } = await new Deno.Command(program!, {
    args: [...rest, ...args],
    env,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`${program} ${[...rest, ...args].join(" ")}\n${new TextDecoder().decode(stderr)}`);
}

async function succeeds(command: readonly string[], args: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    return false;
  }
}

function missing(why: string): undefined {
  console.warn(`SKIPPED: no compiler for the kernels: ${why}`);
  return undefined;
}
