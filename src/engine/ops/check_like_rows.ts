import { WeftError } from "../../core/error.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";

/** Rows and columns of some inputs; throws unless there is one at least, and all have the same. */
export function checkLikeRows([first, ...others]: readonly Tensor[]): readonly [number, number] {
  if (first === undefined) throw new WeftError("Misaligned", { expected: "at least one input", found: "none" });
  const shape = checkMatrix("inputs", first);
  for (const other of others) checkShape("inputs", other, shape);
  return shape;
}
