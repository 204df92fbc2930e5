/** Bands that the height of a polygon is cut into: a point is held against the edges that cross its band only. */
const BANDS = 256;

/**
 * The points inside a polygon (even-odd rule), which may cross itself; points on an edge may fall to either side.
 *
 * @param x First coordinates.
 * @param y Second coordinates.
 * @param polygon Corners in turn, `x, y, x, y, …`; the last joins the first.
 * @returns Rows of the points, rising.
 */
export function pointsInPolygon(x: Float32Array, y: Float32Array, polygon: ArrayLike<number>): Int32Array {
  const corners = polygon.length >> 1;
  if (corners < 3) return new Int32Array(0);
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let c = 0; c < corners; c++) {
    left = Math.min(left, polygon[2 * c]!);
    right = Math.max(right, polygon[2 * c]!);
    bottom = Math.min(bottom, polygon[2 * c + 1]!);
    top = Math.max(top, polygon[2 * c + 1]!);
  }
  if (!(top > bottom && right > left)) return new Int32Array(0);
  const perBand = BANDS / (top - bottom);
  const bands = edgesByBand(polygon, corners, bottom, perBand);
  const inside = new Int32Array(x.length);
  let found = 0;
  for (let i = 0; i < x.length; i++) {
    const px = x[i]!;
    const py = y[i]!;
    if (px < left || px > right || py < bottom || py > top) continue;
    if (crossings(polygon, corners, bands[bandOf(py, bottom, perBand)]!, px, py) % 2 === 1) inside[found++] = i;
  }
  return inside.slice(0, found);
}

/** The corners of a box, as a polygon. */
export function rectanglePolygon(x0: number, y0: number, x1: number, y1: number): Float64Array {
  return new Float64Array([x0, y0, x1, y0, x1, y1, x0, y1]);
}

function edgesByBand(polygon: ArrayLike<number>, corners: number, bottom: number, perBand: number): number[][] {
  const bands: number[][] = Array.from({ length: BANDS }, () => []);
  for (let c = 0; c < corners; c++) {
    const from = bandOf(polygon[2 * c + 1]!, bottom, perBand);
    const to = bandOf(polygon[2 * ((c + 1) % corners) + 1]!, bottom, perBand);
    for (let band = Math.min(from, to); band <= Math.max(from, to); band++) bands[band]!.push(c);
  }
  return bands;
}

function bandOf(y: number, bottom: number, perBand: number): number {
  return Math.min(BANDS - 1, Math.max(0, Math.floor((y - bottom) * perBand)));
}

function crossings(
  polygon: ArrayLike<number>,
  corners: number,
  edges: readonly number[],
  px: number,
  py: number,
): number {
  let count = 0;
  for (const edge of edges) {
    const next = edge + 1 === corners ? 0 : edge + 1;
    const y0 = polygon[2 * edge + 1]!;
    const y1 = polygon[2 * next + 1]!;
    if (y0 > py === y1 > py) continue;
    const x0 = polygon[2 * edge]!;
    if (px < x0 + (polygon[2 * next]! - x0) * (py - y0) / (y1 - y0)) count++;
  }
  return count;
}
