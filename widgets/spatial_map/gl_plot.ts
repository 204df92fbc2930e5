import createScatterplot from "regl-scatterplot";
import { type Box, type Camera, cameraOf, lookAt, viewOf } from "./camera.ts";
import type { Coloring } from "./coloring.ts";
import { type Emphasis, EMPHASIS_STEPS, type Plot, type PlotEvents, type PointStyle } from "./plot.ts";
import { fitRenderer, releaseRenderer, takeRenderer } from "./shared_renderer.ts";

type Scatterplot = ReturnType<typeof createScatterplot>;

/** Opacity that is left to points outside the selection. */
const FADED = 0.16;
/** Smallest share of size and opacity that a value can have. */
const SMALLEST = 0.25;
const FLIGHT = 350;

/** Points drawn by regl-scatterplot. */
export class GlPlot implements Plot {
  readonly moves = true;
  readonly #canvas: HTMLCanvasElement;
  readonly #events: PlotEvents;
  readonly #plot: Scatterplot;
  readonly #points: number[][];
  #style: PointStyle = { diameter: 0.01, opacity: 1 };
  #emphasis: Emphasis | null = null;
  #drawing: Promise<void> = Promise.resolve();
  #waiting: { coloring: Coloring; emphasis: Emphasis | null } | undefined;
  #painted = false;
  #shown: number[] | null = null;
  #selected: number[] = [];
  #destroyed = false;

  /** Makes a plot of points in a canvas; throws where WebGL lacks or is too old. */
  constructor(canvas: HTMLCanvasElement, x: Float32Array, y: Float32Array, events: PlotEvents) {
    this.#canvas = canvas;
    this.#events = events;
    const renderer = takeRenderer(this);
    try {
      if (!renderer.isSupported) throw new Error("WebGL lacks what the map needs");
      this.#fit();
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
    this.#plot.subscribe("drawing", () => events.view(this.camera()));
    this.#plot.subscribe("pointOver", (row: number) => events.hover(row));
    this.#plot.subscribe("pointOut", () => events.hover(null));
  }

  paint(coloring: Coloring, emphasis: Emphasis | null): Promise<void> {
    const idle = this.#waiting === undefined;
    this.#waiting = { coloring, emphasis };
    if (idle) this.#drawing = this.#drawing.then(() => this.#draw());
    return this.#drawing;
  }

  show(rows: number[] | null): void {
    this.#shown = rows;
    if (!this.#painted) return;
    if (rows === null) void this.#plot.unfilter({ preventEvent: true });
    else void this.#plot.filter(rows, { preventEvent: true });
    this.select(this.#selected);
  }

  select(rows: number[]): void {
    this.#selected = rows;
    if (!this.#painted) return;
    const visible = this.#shown && rows.length > 0 ? intersect(rows, this.#shown) : rows;
    // The plot keeps and changes the list that it is given.
    this.#plot.select([...visible], { preventEvent: true });
  }

  style(style: PointStyle): void {
    this.#style = style;
    this.#applyStyle();
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
    this.#applyStyle();
    this.#plot.redraw();
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
    this.#plot.set({ pointColor: [...coloring.colors] });
    this.#applyStyle();
    const again = this.#painted ? { spatialIndex: this.#plot.get("spatialIndex"), preventFilterReset: true } : {};
    await this.#plot.draw(points, { zDataType: "categorical", wDataType: "categorical", ...again });
    if (this.#painted || this.#destroyed) return;
    this.#painted = true;
    if (this.#shown) this.show(this.#shown);
    else if (this.#selected.length > 0) this.select(this.#selected);
  }

  #applyStyle(): void {
    const size = Math.max(0.5, this.#style.diameter * this.#canvas.clientHeight / 2);
    const { opacity } = this.#style;
    const by = this.#emphasis;
    this.#plot.set({
      pointSize: by?.size ? ladder(size) : [size],
      opacity: by?.opacity ? ladder(opacity) : [opacity],
      sizeBy: by?.size ? "valueW" : null,
      opacityBy: by?.opacity ? "valueW" : null,
    });
  }
}

/** Values from a small share of the largest to the largest, one a step. */
function ladder(largest: number): number[] {
  return Array.from(
    { length: EMPHASIS_STEPS },
    (_, i) => largest * (SMALLEST + (1 - SMALLEST) * i / (EMPHASIS_STEPS - 1)),
  );
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
