const SHIFT = 16;
/** Squared distances from 2^-40 to 2^40 are tabulated; what lies outside takes the value at the border. */
const LOWEST = (127 - 40) << 23;
const HIGHEST = (127 + 40) << 23;

/**
 * A smooth function of a squared distance, tabulated: `Math.pow` in the inner loop would take most of a layout's time.
 *
 * Cells are as wide as steps of the leading 7 bits of a float32's mantissa, so that the cell is read off its bits;
 * linear interpolation within it is good to 1e-4, relative.
 */
export class ForceTable {
  /** Value at the start of each cell. */
  readonly values: Float64Array;
  readonly #float = new Float32Array(1);
  readonly #bits = new Int32Array(this.#float.buffer);

  /** @param force The function; finite on positive numbers. */
  constructor(force: (squared: number) => number) {
    const nCells = ((HIGHEST - LOWEST) >> SHIFT) + 2;
    this.values = Float64Array.from({ length: nCells }, (_, cell) => {
      this.#bits[0] = LOWEST + (cell << SHIFT);
      return force(this.#float[0]!);
    });
  }

  /** The function at a squared distance ≥ 0. */
  at(squared: number): number {
    this.#float[0] = squared;
    const bits = Math.max(LOWEST, Math.min(HIGHEST, this.#bits[0]!)) - LOWEST;
    const cell = bits >> SHIFT;
    const within = (bits & ((1 << SHIFT) - 1)) * (1 / (1 << SHIFT));
    const value = this.values[cell]!;
    return value + (this.values[cell + 1]! - value) * within;
  }
}
