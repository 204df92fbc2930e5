import { WeftError } from "../../core/error.ts";
import type { Tensor } from "../tf.ts";

/** Throws unless a tensor has that shape: what a kernel does not write of a longer gradient would be arbitrary. */
export function checkShape(what: string, { shape }: Tensor, wanted: readonly number[]): void {
  if (shape.length === wanted.length && wanted.every((length, axis) => shape[axis] === length)) return;
  throw new WeftError("Misaligned", { expected: `${what} of shape [${wanted}]`, found: `[${shape}]` });
}
