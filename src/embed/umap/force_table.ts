import type { ForceCells } from "../../kernels/ops/scatter_layout.ts";

/** Squared distances from 2^-40 to 2^40 are tabulated; what lies outside takes the value at the border. */
export const FORCE_CELLS: ForceCells = { lowest: (127 - 40) << 23, highest: (127 + 40) << 23, shift: 16 };

/**
 * A smooth function of a squared distance, tabulated: powers in the inner loop would take most of a layout's time.
 *
 * Cells are as wide as steps of the leading 7 bits of a float32's mantissa, so that the cell is read off its bits;
 * linear interpolation within it is good to 1e-4, relative.
 *
 * @param force The function; finite on positive numbers.
 * @returns Its values at the start of each cell.
 */
export function forceTable(force: (squared: number) => number): Float64Array {
  const { lowest, highest, shift } = FORCE_CELLS;
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  return Float64Array.from({ length: ((highest - lowest) >> shift) + 2 }, (_, cell) => {
    bits[0] = lowest + (cell << shift);
    return force(float[0]!);
  });
}
