import { WeftError } from "../core/error.ts";

/** Throws `BadValues` when an element is NaN or infinite; `what` names the array. */
export function checkFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    throw new WeftError("BadValues", {
      expected: `${what} to hold finite numbers`,
      found: `${values[i]} at element ${i}`,
      next: "Remove or replace missing and infinite values first.",
    });
  }
}
