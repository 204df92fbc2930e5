import { WeftError } from "../../core/error.ts";
import type { Tensor } from "../tf.ts";

/** Rows and columns of a tensor; throws unless it has both and nothing else. */
export function checkMatrix(what: string, { shape }: Tensor): readonly [number, number] {
  const [nRows, nCols] = shape;
  if (shape.length === 2) return [nRows!, nCols!];
  throw new WeftError("Misaligned", { expected: `${what} of rows and columns`, found: `shape [${shape}]` });
}
