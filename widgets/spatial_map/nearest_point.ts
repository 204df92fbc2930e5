/** Points a cell of the grid holds on average. */
const PER_CELL = 3;

/** Finds the point closest to a place: points are sorted into the cells of a grid once, on the first question. */
export class NearestPoint {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  #grid: Grid | undefined;

  /** Points of a plane. */
  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
  }

  /**
   * The closest point no further than `reach`, among those that `counts` is true for; null for none. Of points equally
   * close, the one drawn last.
   */
  at(px: number, py: number, reach: number, counts: (row: number) => boolean): number | null {
    const grid = this.#grid ??= gridOf(this.#x, this.#y);
    const { left, bottom, cell, columns, lines, starts, rows } = grid;
    const from = (value: number, low: number, most: number) =>
      Math.min(most, Math.max(0, Math.floor((value - low) / cell)));
    const [c0, c1] = [from(px - reach, left, columns - 1), from(px + reach, left, columns - 1)];
    const [l0, l1] = [from(py - reach, bottom, lines - 1), from(py + reach, bottom, lines - 1)];
    let best = reach * reach;
    let found: number | null = null;
    for (let line = l0; line <= l1; line++) {
      for (let at = starts[line * columns + c0]!; at < starts[line * columns + c1 + 1]!; at++) {
        const row = rows[at]!;
        const distance = (this.#x[row]! - px) ** 2 + (this.#y[row]! - py) ** 2;
        if (distance > best || (distance === best && found !== null && row < found) || !counts(row)) continue;
        best = distance;
        found = row;
      }
    }
    return found;
  }
}

interface Grid {
  readonly left: number;
  readonly bottom: number;
  readonly cell: number;
  readonly columns: number;
  readonly lines: number;
  /** Where the rows of each cell begin. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

function gridOf(x: Float32Array, y: Float32Array): Grid {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (x[i]! < left) left = x[i]!;
    if (x[i]! > right) right = x[i]!;
    if (y[i]! < bottom) bottom = y[i]!;
    if (y[i]! > top) top = y[i]!;
  }
  if (left > right) [left, bottom, right, top] = [0, 0, 0, 0];
  const longest = Math.max(right - left, top - bottom) || 1;
  const area = Math.max((right - left) * (top - bottom), longest * longest / Math.max(1, x.length));
  const cell = Math.sqrt(area * PER_CELL / Math.max(1, x.length));
  const columns = Math.floor((right - left) / cell) + 1;
  const lines = Math.floor((top - bottom) / cell) + 1;
  const cellOf = (i: number) => Math.floor((y[i]! - bottom) / cell) * columns + Math.floor((x[i]! - left) / cell);
  const starts = new Int32Array(columns * lines + 1);
  for (let i = 0; i < x.length; i++) starts[cellOf(i) + 1]!++;
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const next = starts.slice();
  const rows = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) rows[next[cellOf(i)]!++] = i;
  return { left, bottom, cell, columns, lines, starts, rows };
}
