/** What to tell the user of something that was thrown: where it comes from, if that is known. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.stack ?? String(error) : String(error);
}
