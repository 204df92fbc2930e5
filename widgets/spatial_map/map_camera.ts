import { type Box, boxOf, panned, zoomed } from "./camera.ts";
import type { MapData } from "./map_data.ts";
import type { Plot } from "./plot.ts";

/** Heights that a map may have in a page, in pixels. */
const HEIGHTS = [300, 560] as const;

/** Where the reader looks: home until they move, and what the buttons and keys do to it. */
export class MapCamera {
  readonly #data: MapData;
  readonly #plot: () => Plot | undefined;
  #moved = false;

  /** A camera over a plot that may come later. */
  constructor(data: MapData, plot: () => Plot | undefined) {
    this.#data = data;
    this.#plot = plot;
  }

  /** The reader has moved the map: it stays when its size changes. */
  moved(): void {
    this.#moved = true;
  }

  /** Shows all of what there is to see, in a flight or at once. */
  home(fly: boolean): void {
    this.#moved = false;
    this.#plot()?.lookAt(this.#homeBox(), fly);
  }

  /** Shows these points. */
  zoomTo(rows: ArrayLike<number>): void {
    const box = boxOf(this.#data.x, this.#data.y, rows);
    if (!box) return;
    this.#moved = true;
    this.#plot()?.lookAt(this.#padded(box), true);
  }

  /** Zooms about the middle. */
  zoom(factor: number): void {
    const camera = this.#plot()?.camera();
    if (!camera) return;
    this.#moved = true;
    this.#plot()!.move(zoomed(camera, factor, camera.width / 2, camera.height / 2));
  }

  /** Moves by shares of the size. */
  pan(right: number, down: number): void {
    const camera = this.#plot()?.camera();
    if (!camera) return;
    this.#moved = true;
    this.#plot()!.move(panned(camera, -right * camera.width, -down * camera.height));
  }

  /** The stage has another size. */
  resized(): void {
    this.#plot()?.resize();
    if (!this.#moved) this.home(false);
  }

  /** The height at which a stage of this width shows everything, within bounds. */
  heightFor(width: number): number {
    const [left, bottom, right, top] = this.#homeBox();
    const aspect = (top - bottom) / Math.max(right - left, 1e-6);
    return Math.round(Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], width * aspect)));
  }

  #homeBox(): Box {
    const { x, y } = this.#data;
    const section = this.#data.get("section");
    const box = section === null ? boxOf(x, y) : this.#data.get("sections")?.boxes[section];
    return this.#padded(box ?? [-1, -1, 1, 1]);
  }

  #padded([left, bottom, right, top]: Box): Box {
    const pad = this.#data.get("spacing");
    return [left - pad, bottom - pad, right + pad, top + pad];
  }
}
