/** What part of the plane is in view, and on how many pixels. */
export interface Camera {
  /** Pixels to the right and down. */
  readonly width: number;
  readonly height: number;
  /** Zoom: at 1 the plane from −1 to 1 fills the height. */
  readonly scale: number;
  /** Shift after the zoom, in halves of the height. */
  readonly x: number;
  readonly y: number;
}

/** A box in the plane, or in pixels. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** A camera from the view matrix of the plot, which zooms and shifts only. */
export function cameraOf(view: ArrayLike<number>, width: number, height: number): Camera {
  return { width, height, scale: view[0]!, x: view[12]!, y: view[13]! };
}

/** The view matrix of a camera, by columns. */
export function viewOf({ scale, x, y }: Camera): number[] {
  return [scale, 0, 0, 0, 0, scale, 0, 0, 0, 0, 1, 0, x, y, 0, 1];
}

/** Where a place of the plane is drawn, in pixels from the upper left corner. */
export function toScreen({ width, height, scale, x, y }: Camera, px: number, py: number): [number, number] {
  const half = height / 2;
  return [width / 2 + half * (scale * px + x), half * (1 - scale * py - y)];
}

/** The place of the plane that a pixel shows. */
export function toPlane({ width, height, scale, x, y }: Camera, sx: number, sy: number): [number, number] {
  const half = height / 2;
  return [((sx - width / 2) / half - x) / scale, (1 - sy / half - y) / scale];
}

/** Pixels that a length of 1 in the plane takes. */
export function pixelsPerUnit({ height, scale }: Camera): number {
  return height / 2 * scale;
}

/** The camera that shows a box with a margin, a share of its size, around it. */
export function lookAt(box: Box, width: number, height: number, margin = 0.04): Camera {
  const [left, bottom, right, top] = box;
  const wide = Math.max(right - left, 1e-6) * (1 + 2 * margin);
  const tall = Math.max(top - bottom, 1e-6) * (1 + 2 * margin);
  const scale = Math.min(2 / tall, 2 * width / height / wide);
  return { width, height, scale, x: -scale * (left + right) / 2, y: -scale * (bottom + top) / 2 };
}

/** The camera zoomed by a factor about a pixel, which stays where it is. */
export function zoomed(camera: Camera, factor: number, sx: number, sy: number): Camera {
  const [px, py] = toPlane(camera, sx, sy);
  const scale = Math.min(1e4, Math.max(0.05, camera.scale * factor));
  const moved = { ...camera, scale };
  const [nx, ny] = toScreen(moved, px, py);
  return panned(moved, sx - nx, sy - ny);
}

/** The camera with its picture moved by pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  const half = camera.height / 2;
  return { ...camera, x: camera.x + dx / half, y: camera.y - dy / half };
}

/** The smallest box around some points, or `null` for none. */
export function boxOf(x: Float32Array, y: Float32Array, rows?: ArrayLike<number>): Box | null {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  const n = rows ? rows.length : x.length;
  for (let k = 0; k < n; k++) {
    const i = rows ? rows[k]! : k;
    if (x[i]! < left) left = x[i]!;
    if (x[i]! > right) right = x[i]!;
    if (y[i]! < bottom) bottom = y[i]!;
    if (y[i]! > top) top = y[i]!;
  }
  return left <= right ? [left, bottom, right, top] : null;
}
