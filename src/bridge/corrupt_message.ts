import { WeftError } from "../core/error.ts";

/** What is thrown about a message that makes no sense. */
export function corruptMessage(expected: string, found: string): WeftError {
  return new WeftError("Corrupt", { expected, found, where: "a message of a page" });
}
