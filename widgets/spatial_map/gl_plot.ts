import createScatterplot, { createSpatialIndex } from "regl-scatterplot";
import { EMPHASIS_STEPS, FADED, shareOfStep } from "../../src/bridge/protocol/emphasis.ts";
import { type Box, type Camera, cameraOf, lookAt, viewOf } from "./camera.ts";
import type { Coloring } from "./coloring.ts";
import type { Emphasis } from "./emphasis.ts";
import type { Plot, PointStyle, ViewListener } from "./plot.ts";
import { drawsWithoutGraphicsCard, fitRenderer, releaseRenderer, takeRenderer } from "./shared_renderer.ts";

type Scatterplot = ReturnType<typeof createScatterplot>;

const FLIGHT = 350;
/**
 * Stands in for the plot's own index of points, whose making takes longer than all drawing: the map finds the point under
 * the mouse by itself, and so nothing is drawn anew when the mouse moves.
 */
let noIndex: Promise<ArrayBuffer> | undefined;

/** Points drawn by regl-scatterplot. */
export class GlPlot implements Plot {
  readonly moves = true;
  readonly #canvas: HTMLCanvasElement;
  readonly #plot: Scatterplot;
  readonly #points: number[][];
  #style: PointStyle = { diameter: 0.01, opacity: 1 };
  #emphasis: Emphasis | null = null;
  #colors: readonly string[] | undefined;
  #drawing: Promise<void> = Promise.resolve();
  #waiting: { coloring: Coloring; emphasis: Emphasis | null } | undefined;
  #painted = false;
  #shown: number[] | null = null;
  #selected: number[] = [];
  #destroyed = false;

  /** Makes a plot of points in a canvas; throws where WebGL lacks or is too old. */
  constructor(canvas: HTMLCanvasElement, x: Float32Array, y: Float32Array, viewed: ViewListener) {
    this.#canvas = canvas;
    const renderer = takeRenderer(this);
    try {
      if (!renderer.isSupported) throw new Error("WebGL lacks what the map needs");
      this.#fit();
      // The plot takes the canvas as it is: a picture that is in main memory anyway is best kept there.
      if (drawsWithoutGraphicsCard(renderer)) canvas.getContext("2d", { willReadFrequently: true });
      this.#plot = createScatterplot(
        {
          canvas,
          renderer,
          actionKeyMap: {},
          deselectOnDblClick: false,
          deselectOnEscape: false,
          pointScaleMode: "linear",
          pointSizeSelected: 0,
          pointOutlineWidth: 0,
          opacityInactiveScale: FADED,
          colorBy: "valueZ",
        } as Parameters<typeof createScatterplot>[0],
      );
    } catch (error) {
      releaseRenderer(this);
      throw error;
    }
    this.#points = Array.from(x, (px, i) => [px, y[i]!, 0, 0]);
    this.#plot.subscribe("drawing", () => viewed(this.camera()));
  }

  paint(coloring: Coloring, emphasis: Emphasis | null): Promise<void> {
    const idle = this.#waiting === undefined;
    this.#waiting = { coloring, emphasis };
    if (idle) this.#drawing = this.#drawing.then(() => this.#draw());
    return this.#drawing;
  }

  show(rows: number[] | null): void {
    if (rows === null && this.#shown === null) return;
    this.#shown = rows;
    if (!this.#painted) return;
    if (rows === null) void this.#plot.unfilter({ preventEvent: true });
    else void this.#plot.filter(rows, { preventEvent: true });
    this.#mark();
  }

  select(rows: number[]): void {
    if (rows.length === 0 && this.#selected.length === 0) return;
    this.#selected = rows;
    if (this.#painted) this.#mark();
  }

  style(style: PointStyle): void {
    this.#style = style;
    if (this.#painted) void this.#set();
  }

  camera(): Camera {
    const { clientWidth, clientHeight } = this.#canvas;
    return cameraOf(this.#plot.get("cameraView") ?? this.#plot.get("camera").view, clientWidth, clientHeight);
  }

  lookAt(box: Box, fly: boolean): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const camera = lookAt(box, clientWidth, clientHeight);
    if (!fly || matchMedia("(prefers-reduced-motion: reduce)").matches) return this.move(camera);
    const target = [-camera.x / camera.scale, -camera.y / camera.scale];
    void this.#plot.zoomToLocation(target, 1 / camera.scale, { transition: true, transitionDuration: FLIGHT });
  }

  move(camera: Camera): void {
    this.#plot.view(viewOf(camera));
  }

  async picture(factor: number): Promise<HTMLCanvasElement> {
    const image = await this.#plot.export({ scale: factor, antiAliasing: 1 });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d")!.putImageData(image, 0, 0);
    this.#fit();
    return canvas;
  }

  resize(): void {
    this.#fit();
    void this.#set();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#plot.destroy();
    releaseRenderer(this);
  }

  #fit(): void {
    fitRenderer(this, this.#canvas.clientWidth, this.#canvas.clientHeight);
  }

  async #draw(): Promise<void> {
    const { coloring, emphasis } = this.#waiting!;
    this.#waiting = undefined;
    if (this.#destroyed) return;
    const points = this.#points;
    const steps = emphasis?.steps;
    for (let i = 0; i < points.length; i++) {
      points[i]![2] = coloring.codes[i]!;
      points[i]![3] = steps ? steps[i]! : 0;
    }
    this.#emphasis = emphasis;
    // Settings ask for a picture of their own a frame later: waiting for them keeps it at one.
    if (this.#colors !== coloring.colors || emphasis || !this.#painted) await this.#set(coloring.colors);
    const spatialIndex = await (noIndex ??= createSpatialIndex([[1e9, 1e9]], false));
    if (this.#destroyed) return;
    const kinds = { zDataType: "categorical", wDataType: "categorical" } as const;
    await this.#plot.draw(points, { ...kinds, spatialIndex, preventFilterReset: this.#painted });
    if (this.#painted || this.#destroyed) return;
    this.#painted = true;
    if (this.#shown) void this.#plot.filter(this.#shown, { preventEvent: true });
    if (this.#selected.length > 0) this.#mark();
  }

  #mark(): void {
    const rows = this.#shown && this.#selected.length > 0 ? intersect(this.#selected, this.#shown) : this.#selected;
    // The plot keeps and changes the list that it is given.
    this.#plot.select([...rows], { preventEvent: true });
  }

  async #set(colors?: readonly string[]): Promise<void> {
    const size = Math.max(0.5, this.#style.diameter * this.#canvas.clientHeight / 2);
    const { opacity } = this.#style;
    const by = this.#emphasis;
    if (colors) this.#colors = colors;
    await this.#plot.set({
      ...(colors && { pointColor: [...colors] }),
      pointSize: by?.size ? ladder(size) : [size],
      opacity: by?.opacity ? ladder(opacity) : [opacity],
      sizeBy: by?.size ? "valueW" : null,
      opacityBy: by?.opacity ? "valueW" : null,
    });
  }
}

/** Values from a small share of the largest to the largest, one a step. */
function ladder(largest: number): number[] {
  return Array.from({ length: EMPHASIS_STEPS }, (_, step) => largest * shareOfStep(step));
}

/** Numbers that two rising lists share. */
function intersect(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) both.push(a[i]!);
    if (a[i]! <= b[j]!) i++;
    else j++;
  }
  return both;
}
