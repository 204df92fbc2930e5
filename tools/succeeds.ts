/**
 * Runs a command in silence; false also when there is no such program.
 *
 * @param env Variables of its environment, beside those inherited.
 */
export async function succeeds(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args: [...args], env, stdout: "null", stderr: "null" })
      .output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
