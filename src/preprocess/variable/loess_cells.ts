import type { CurvePoints } from "./local_fit.ts";

// The share of a neighbourhood that a cell may hold before it is cut, and how far the outermost ends lie beyond the
// points as a share of their range: the values of the dloess library, hence of scikit-misc.
const CELL = 0.2;
const MARGIN = 0.005;

/** The ends of the cells of a binary tree that halves the points until a cell holds few enough of them; rising. */
export function cellEnds({ x, count }: CurvePoints, span: number): Float64Array {
  const sorted = repeated(x, count);
  const first = x[0]!;
  const last = x[x.length - 1]!;
  const margin = MARGIN * Math.max(last - first, 1e-10 * Math.max(Math.abs(first), Math.abs(last)) + 1e-30);
  const few = Math.max(1, Math.floor(sorted.length * span * CELL));
  const ends = new Set([first - margin, last + margin]);
  const cells = [{ low: 0, high: sorted.length - 1, left: first - margin, right: last + margin }];
  for (let cell = cells.pop(); cell; cell = cells.pop()) {
    const { low, high, left, right } = cell;
    if (high - low + 1 <= few) continue;
    const cut = nearestUntied(sorted, low, high);
    const at = sorted[cut]!;
    if (at === left || at === right) continue;
    ends.add(at);
    cells.push({ low, high: cut, left, right: at }, { low: cut + 1, high, left: at, right });
  }
  return Float64Array.from(ends).sort();
}

/** The place nearest to the middle (upwards first) whose value differs from the next one's; else the middle. */
function nearestUntied(sorted: Float64Array, low: number, high: number): number {
  // Places are counted from 1 when halving, as the reference does, which decides which of two middles is taken.
  const middle = ((low + high + 2) >> 1) - 1;
  for (let step = 0;; step++) {
    for (const place of step === 0 ? [middle] : [middle + step, middle - step]) {
      if (place >= high || place < low) return middle;
      if (sorted[place] !== sorted[place + 1]) return place;
    }
  }
}

function repeated(x: Float64Array, count: Float64Array): Float64Array {
  const all = new Float64Array(count.reduce((sum, number) => sum + number, 0));
  for (let i = 0, at = 0; i < x.length; at += count[i]!, i++) all.fill(x[i]!, at, at + count[i]!);
  return all;
}
