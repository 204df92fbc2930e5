/** Whether an error says that this process was not given a right. */
export function isMissingRight(error: unknown): boolean {
  return error instanceof Deno.errors.NotCapable;
}
