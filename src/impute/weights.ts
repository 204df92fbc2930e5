import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/**
 * Masses of points: those given, divided by their sum, or all alike.
 *
 * @throws {WeftError} `Misaligned` when there is not one a point; `BadValues` when one is negative or not finite, or all
 * are 0.
 */
export function weightsOf(given: ArrayLike<number> | undefined, n: number, name: string): Float64Array {
  if (given === undefined) return new Float64Array(n).fill(1 / n);
  checkLength(given.length, n, name, "the points");
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (!(given[i]! >= 0 && given[i]! < Infinity)) {
      throw new WeftError("BadValues", {
        expected: `${name} to be finite and not negative`,
        found: `${given[i]} at ${i}`,
      });
    }
    sum += given[i]!;
  }
  if (!(sum > 0)) throw new WeftError("BadValues", { expected: `${name} to have some mass`, found: "none" });
  return Float64Array.from({ length: n }, (_, i) => given[i]! / sum);
}
