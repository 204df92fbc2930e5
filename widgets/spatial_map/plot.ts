import type { Box, Camera } from "./camera.ts";
import type { Coloring } from "./coloring.ts";
import type { Emphasis } from "./emphasis.ts";

/** How points look beside their colour. */
export interface PointStyle {
  /** Diameter in the units of the plane. */
  readonly diameter: number;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Told where the camera is whenever it has moved or the canvas has another size; while the picture is made. */
export type ViewListener = (camera: Camera) => void;

/** What draws the points: with WebGL, or a still picture where there is none. */
export interface Plot {
  /** Whether it can zoom and pan. */
  readonly moves: boolean;
  /** Draws the points in colours; later calls replace colours. Resolves when they are on the screen. */
  paint(coloring: Coloring, emphasis: Emphasis | null): Promise<void>;
  /** Draws these points only; null for all. */
  show(rows: number[] | null): void;
  /** Marks these points by fading the others. */
  select(rows: number[]): void;
  /** Sets size and opacity. */
  style(style: PointStyle): void;
  /** What is in view. */
  camera(): Camera;
  /** Shows a box, at once or in a short flight. */
  lookAt(box: Box, fly: boolean): void;
  /** Sets the camera. */
  move(camera: Camera): void;
  /** The picture of the points alone, `factor` times as fine. */
  picture(factor: number): Promise<HTMLCanvasElement>;
  /** Makes the picture fit the canvas again. */
  resize(): void;
  /** Frees everything. */
  destroy(): void;
}
