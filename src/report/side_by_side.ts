import type { Codes } from "../data/columns/codes_of.ts";
import { Dense } from "../data/dense.ts";

/** Room between two sections, as a share of the widest. */
const GAP = 0.08;

/**
 * Coordinates in which the sections of a tissue lie beside each other instead of one over the other, row by row from the
 * upper left, whichever way the second axis points.
 */
export function sideBySide(coordinates: Dense, { codes, categories }: Codes, yAxis: "up" | "down"): Dense {
  const { nRows, nCols, data } = coordinates;
  const boxes = categories.map(() => ({ low: [Infinity, Infinity], high: [-Infinity, -Infinity] }));
  const at = (i: number, axis: number) => Number(data[i * nCols + axis]);
  codes.forEach((code, i) => {
    for (const axis of [0, 1]) {
      const { low, high } = boxes[code]!;
      low[axis] = Math.min(low[axis]!, at(i, axis));
      high[axis] = Math.max(high[axis]!, at(i, axis));
    }
  });
  const used = [...boxes.keys()].filter((code) => boxes[code]!.high[0]! >= boxes[code]!.low[0]!);
  const perRow = Math.ceil(Math.sqrt(used.length));
  const pitch = [0, 1].map((axis) =>
    (1 + GAP) * Math.max(...used.map((c) => boxes[c]!.high[axis]! - boxes[c]!.low[axis]!))
  );
  const below = yAxis === "up" ? -1 : 1;
  const place = new Map(used.map((code, k) => [code, [k % perRow, below * Math.floor(k / perRow)]]));
  const moved = Float64Array.from({ length: 2 * nRows }, (_, q) => {
    const [i, axis] = [q >> 1, q % 2];
    const code = codes[i]!;
    return at(i, axis) - boxes[code]!.low[axis]! + place.get(code)![axis]! * pitch[axis]!;
  });
  return new Dense(moved, { shape: [nRows, 2] });
}
