import { WeftError } from "../core/error.ts";
import type { Block } from "./block.ts";

/** Throws unless a block holds `length` elements from `offset` on: kernels believe the lengths they are told. */
export function checkRoom(what: string, block: Block, length: number, offset = 0): void {
  const fits = Number.isInteger(length) && length >= 0 && Number.isInteger(offset) && offset >= 0 &&
    offset + length <= block.length;
  if (fits) return;
  throw new WeftError("Misaligned", {
    expected: `room for ${length} elements from ${offset} in the ${what}`,
    found: `${block.length}`,
  });
}
