import { WeftError } from "../core/error.ts";
import type { Tensor } from "../engine/tf.ts";

/** Throws unless two tensors have the same shape, or only the same number of rows where `rowsOnly`. */
export function checkPair(a: Tensor, b: Tensor, names: readonly [string, string], rowsOnly = false): void {
  const agree = rowsOnly
    ? a.rank === 2 && b.rank === 2 && a.shape[0] === b.shape[0]
    : a.shape.length === b.shape.length && a.shape.every((length, axis) => length === b.shape[axis]);
  if (agree) return;
  throw new WeftError("Misaligned", {
    expected: `${names[1]} to have the ${rowsOnly ? "rows" : "shape"} of ${names[0]}, [${a.shape}]`,
    found: `[${b.shape}]`,
  });
}
