import { type ErrorTag, WeftError } from "./error.ts";

/**
 * Tells whether something thrown is a {@linkcode WeftError}, and of a given tag if one is named.
 *
 * @param error Anything thrown.
 * @param tag The tag to ask for; any tag when left out.
 * @returns True for a weft error (of that tag).
 *
 * @example
 * ```ts
 * import { isWeftError, WeftError } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const error = new WeftError("NotFound", { expected: "a column 'x'", found: "columns 'a', 'b'", where: "obs" });
 * assert(isWeftError(error, "NotFound"));
 * assert(!isWeftError(error, "Corrupt"));
 * assert(!isWeftError(new TypeError("no")));
 * ```
 */
export function isWeftError(error: unknown, tag?: ErrorTag): error is WeftError {
  return error instanceof WeftError && (tag === undefined || error.tag === tag);
}
