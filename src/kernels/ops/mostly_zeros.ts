import type { Strided } from "./strided.ts";

/** Elements that are looked at. */
const SEEN = 1024;
/** Spreads them evenly over any matrix, whatever its width: 2³² divided by the golden ratio. */
const STEP = 0x9e3779b1;
/** With a larger part than this listing what is not zero costs as much as multiplying by zeros. */
const MOST_NONZERO = 0.4;

/** Whether so few elements of a matrix are not zero that going through them alone is faster, told from a sample. */
export function mostlyZeros({ block, rows, columns, offset = 0 }: Strided): boolean {
  const size = rows * columns, most = MOST_NONZERO * SEEN, { f32 } = block;
  let nonzero = 0;
  for (let i = 0, at = 0; i < SEEN && nonzero <= most; i++, at = (at + STEP) >>> 0) {
    if (f32[offset + at % size] !== 0) nonzero++;
  }
  return nonzero <= most;
}
