import { checkNumber } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** A number per element with the least and greatest that pass; no numbers: everything passes. */
export type Bounded = readonly [values: Float64Array | undefined, min: number | undefined, max: number | undefined];

/** Throws unless both limits, where given, are numbers ≥ 0 and do not cross. */
export function checkBounds(min: number | undefined, max: number | undefined, minName: string, maxName: string): void {
  if (min !== undefined) checkNumber(min, minName, 0);
  if (max !== undefined) checkNumber(max, maxName, 0);
  if (min === undefined || max === undefined || min <= max) return;
  throw new WeftError("InvalidArgument", {
    expected: `${minName} to be at most ${maxName} (${max})`,
    found: `${min}`,
  });
}

/** Which of `length` elements lie within all bounds. */
export function keptWithin(length: number, bounds: readonly Bounded[]): Int32Array {
  const kept = new Int32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    let passes = true;
    for (const [values, min, max] of bounds) {
      if (values && (values[i]! < (min ?? -Infinity) || values[i]! > (max ?? Infinity))) passes = false;
    }
    if (passes) kept[count++] = i;
  }
  return kept.slice(0, count);
}
