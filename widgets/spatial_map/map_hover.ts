import { pixelsPerUnit, toPlane, toScreen } from "./camera.ts";
import type { MapData, MapModel } from "./map_data.ts";
import type { MapPoints } from "./map_points.ts";
import { NearestPoint } from "./nearest_point.ts";
import type { Overlay } from "./overlay.ts";
import type { Plot } from "./plot.ts";
import type { Tooltip } from "./tooltip.ts";
import { tooltipLines } from "./tooltip_lines.ts";

/** Share of the distance between neighbours that the mouse may be off: no gap between spots is out of reach. */
const BETWEEN = 0.75;
/** Pixels that the mouse may be off a small point, and may move in a click. */
const SLACK = 4;

/** What the note beside a point needs of the map. */
export interface HoverParts {
  readonly model: MapModel;
  readonly data: MapData;
  readonly stage: HTMLElement;
  readonly overlay: Overlay;
  readonly tooltip: Tooltip;
  readonly plot: () => Plot | undefined;
  readonly points: MapPoints;
  readonly diameter: () => number;
}

/** The point under the mouse, here or on a linked map: its ring and its note. */
export class MapHover {
  readonly #parts: HoverParts;
  readonly #nearest: NearestPoint;
  #row: number | null = null;
  #press: readonly [x: number, y: number] = [NaN, NaN];
  #asked = false;

  /** Nothing under the mouse yet. */
  constructor(parts: HoverParts) {
    this.#parts = parts;
    this.#nearest = new NearestPoint(parts.data.x, parts.data.y);
  }

  /** The point, or null. */
  get row(): number | null {
    return this.#row;
  }

  /** The point under the mouse, or close by. */
  under(event: MouseEvent): number | null {
    const camera = this.#parts.plot()?.camera();
    if (!camera) return null;
    const { left, top } = this.#parts.stage.getBoundingClientRect();
    const { data, points, diameter } = this.#parts;
    const reach = Math.max(diameter() / 2, BETWEEN * data.get("spacing"), SLACK / pixelsPerUnit(camera));
    return this.#nearest.at(
      ...toPlane(camera, event.clientX - left, event.clientY - top),
      reach,
      (row) => points.shows(row),
    );
  }

  /** The mouse goes down: a click is a click where it comes up close by, else the map was moved. */
  press({ clientX, clientY }: MouseEvent): void {
    this.#press = [clientX, clientY];
  }

  /** The point that was clicked, or null. */
  clicked({ clientX, clientY }: MouseEvent): number | null {
    const [x, y] = this.#press;
    return Math.hypot(clientX - x, clientY - y) <= SLACK ? this.#row : null;
  }

  /** Points at another; returns whether it is another. */
  point(row: number | null): boolean {
    if (row === this.#row) return false;
    this.#row = row;
    this.show();
    return true;
  }

  /** Shows it anew: its colour or name may have come. */
  show(): void {
    const { data, stage, overlay, tooltip, points, diameter } = this.#parts;
    const plot = this.#parts.plot();
    const row = this.#row;
    stage.classList.toggle("weft-over", row !== null);
    if (row === null || !plot || row >= data.n) {
      overlay.unring();
      return tooltip.hide();
    }
    const [x, y] = [data.x[row]!, data.y[row]!];
    overlay.ring(x, y, diameter());
    tooltip.show(this.#name(row), tooltipLines(data, points.coloring, row), toScreen(plot.camera(), x, y));
  }

  /** The name of a point; names of large maps are asked for when the first one is wanted. */
  #name(row: number): string {
    const { data, model } = this.#parts;
    const names = data.names();
    if (!names.known && !this.#asked && data.get("live")) {
      this.#asked = true;
      model.send({ kind: "names" });
    }
    return names.at(row) ?? `spot ${row + 1}`;
  }
}
