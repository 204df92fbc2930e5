import { WeftError } from "../core/error.ts";

/** Squares of larger numbers overflow. */
export const LARGEST_VALUE = 1e150;

/**
 * Checks that distances between rows can be told.
 *
 * @param values The rows one after the other.
 * @param width Values per row.
 * @throws {WeftError} `BadValues` when a value is not finite, or beyond ±1e150.
 */
export function checkFiniteRows(values: Float64Array | Float32Array, width: number): void {
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!;
    if (!(Math.abs(value) <= LARGEST_VALUE)) throw notFinite(value, Math.floor(p / width), p % width);
  }
}

function notFinite(value: number, row: number, col: number): WeftError {
  return new WeftError("BadValues", {
    expected: "finite values (to ±1e150) to find neighbours by",
    found: `${value} at row ${row}, column ${col}`,
    next: "Remove or impute these values first.",
    row,
    col,
  });
}
