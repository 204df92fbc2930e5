import type { Method } from "./method.ts";
import type { SmartOptions } from "./smart/config.ts";
import { smart } from "./smart/mod.ts";

/** Makes a method from a preset and settings, which it checks itself. */
export type MethodFactory = (options?: Readonly<Record<string, unknown>>) => Method;

/**
 * All methods by name, for whoever is told a name: the command line, a saved model, a sweep.
 *
 * @example
 * ```ts
 * import { methods } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * assert.equal(methods.smart!({ preset: "paper" }).config.margin, 1);
 * ```
 */
export const methods: Readonly<Record<string, MethodFactory>> = Object.freeze({
  smart: (options = {}) => smart(options as SmartOptions),
});
