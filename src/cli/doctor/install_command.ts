import type { Surroundings } from "./surroundings.ts";

/** The first of some commands whose program, a package manager, is here; undefined when none is. */
export async function installCommand(
  { output }: Surroundings,
  commands: readonly string[],
): Promise<string | undefined> {
  for (const command of commands) {
    if (await output(command.slice(0, command.indexOf(" ")), "--version") !== undefined) return command;
  }
  return undefined;
}
