import { WeftError } from "../core/error.ts";

/** What kept an engine from starting, in a few words on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof WeftError ? error.fields.found : error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0]!;
}
