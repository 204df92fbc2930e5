import { FADED } from "../../src/bridge/protocol/emphasis.ts";
import { type Box, type Camera, lookAt, pixelsPerUnit, toScreen } from "./camera.ts";
import type { Coloring } from "./coloring.ts";
import { type Emphasis, shareOf } from "./emphasis.ts";
import type { Plot, PointStyle, ViewListener } from "./plot.ts";

/** Points drawn once in two dimensions, for browsers without WebGL: colours and selections work, the camera stays. */
export class StillPlot implements Plot {
  readonly moves = false;
  readonly #canvas: HTMLCanvasElement;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #viewed: ViewListener;
  #box: Box = [-1, -1, 1, 1];
  #style: PointStyle = { diameter: 0.01, opacity: 1 };
  #coloring: Coloring | undefined;
  #emphasis: Emphasis | null = null;
  #shown: number[] | null = null;
  #selected: ReadonlySet<number> = new Set();

  /** Makes a plot of points in a canvas. */
  constructor(canvas: HTMLCanvasElement, x: Float32Array, y: Float32Array, viewed: ViewListener) {
    this.#canvas = canvas;
    this.#x = x;
    this.#y = y;
    this.#viewed = viewed;
  }

  paint(coloring: Coloring, emphasis: Emphasis | null): Promise<void> {
    this.#coloring = coloring;
    this.#emphasis = emphasis;
    this.resize();
    return Promise.resolve();
  }

  show(rows: number[] | null): void {
    this.#shown = rows;
    this.resize();
  }

  select(rows: number[]): void {
    this.#selected = new Set(rows);
    this.resize();
  }

  style(style: PointStyle): void {
    this.#style = style;
    this.resize();
  }

  camera(): Camera {
    return lookAt(this.#box, this.#canvas.clientWidth, this.#canvas.clientHeight);
  }

  lookAt(box: Box): void {
    this.#box = box;
    this.resize();
  }

  move(): void {}

  picture(factor: number): Promise<HTMLCanvasElement> {
    const canvas = document.createElement("canvas");
    this.#draw(canvas, factor);
    return Promise.resolve(canvas);
  }

  resize(): void {
    this.#draw(this.#canvas, devicePixelRatio);
    this.#viewed(this.camera());
  }

  destroy(): void {}

  #draw(canvas: HTMLCanvasElement, factor: number): void {
    const camera = this.camera();
    [canvas.width, canvas.height] = [camera.width * factor, camera.height * factor];
    const context = canvas.getContext("2d");
    if (!context || !this.#coloring) return;
    context.scale(factor, factor);
    const { codes, colors } = this.#coloring;
    const diameter = Math.max(1, this.#style.diameter * pixelsPerUnit(camera));
    const faded = this.#selected.size > 0;
    for (const i of this.#shown ?? codes.keys()) {
      const share = this.#emphasis ? shareOf(this.#emphasis, i) : 1;
      const [px, py] = toScreen(camera, this.#x[i]!, this.#y[i]!);
      context.globalAlpha = this.#style.opacity * (this.#emphasis?.opacity ? share : 1) *
        (faded && !this.#selected.has(i) ? FADED : 1);
      context.fillStyle = colors[codes[i]!]!;
      context.beginPath();
      context.arc(px, py, diameter / 2 * (this.#emphasis?.size ? share : 1), 0, 2 * Math.PI);
      context.fill();
    }
  }
}
