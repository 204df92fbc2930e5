/**
 * The version of weft, as deno.json states it.
 *
 * @example
 * ```ts
 * import { VERSION } from "weft";
 * import assert from "node:assert/strict";
 *
 * assert.match(VERSION, /^\d+\.\d+\.\d+$/);
 * ```
 */
export const VERSION = "0.1.0";
