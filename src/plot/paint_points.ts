/** Points in the plane of a picture. */
export interface PaintedPoints {
  /** Centres in pixels from the left; NaN is left out. */
  readonly x: Float64Array;
  /** Centres in pixels from the top. */
  readonly y: Float64Array;
  /** Red, green and blue of each point from 0 to 255: three a point. */
  readonly colors: Uint8Array;
  /** Which points, in the order they are painted: later ones lie on top. */
  readonly order: Int32Array;
  /** Diameter, or side of a square, in pixels. */
  readonly diameter: number;
  readonly shape: "circle" | "square";
  /** Opacity of a point, 0 to 1. */
  readonly opacity: number;
}

/** Paints points with smooth edges: red, green, blue, opacity of every pixel. */
export function paintPoints(points: PaintedPoints, width: number, height: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const { x, y, colors, order, diameter, shape, opacity } = points;
  const radius = diameter / 2;
  for (const i of order) {
    const [cx, cy] = [x[i]!, y[i]!];
    const [left, right] = [Math.max(0, Math.floor(cx - radius - 1)), Math.min(width - 1, Math.ceil(cx + radius + 1))];
    const [top, bottom] = [Math.max(0, Math.floor(cy - radius - 1)), Math.min(height - 1, Math.ceil(cy + radius + 1))];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const [dx, dy] = [Math.abs(column + 0.5 - cx), Math.abs(row + 0.5 - cy)];
        const cover = shape === "circle"
          ? share(radius + 0.5 - Math.sqrt(dx * dx + dy * dy))
          : share(radius + 0.5 - dx) * share(radius + 0.5 - dy);
        if (cover > 0) blend(pixels, 4 * (row * width + column), colors, 3 * i, cover * opacity);
      }
    }
  }
  return pixels;
}

function share(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 1 : value;
}

/** Lays a colour over a pixel. */
function blend(pixels: Uint8ClampedArray, at: number, colors: Uint8Array, from: number, opacity: number): void {
  const below = pixels[at + 3]! / 255 * (1 - opacity);
  const total = opacity + below;
  for (let k = 0; k < 3; k++) pixels[at + k] = (colors[from + k]! * opacity + pixels[at + k]! * below) / total;
  pixels[at + 3] = 255 * total;
}
