import type { SpatialMapState } from "../../src/bridge/protocol/spatial_map.ts";
import { svgElement } from "../shared/elements.ts";
import { type Camera, pixelsPerUnit, toScreen } from "./camera.ts";
import { scaleBar } from "../../src/bridge/protocol/scale_bar.ts";

/** What lies over the points: scale bar, names of sections, the ring of the point under the mouse, the lasso. */
export interface Overlay {
  readonly element: SVGSVGElement;
  /** Puts everything where the camera wants it. */
  view(camera: Camera): void;
  /** Rings a point, or none. */
  ring(x: number, y: number, diameter: number): void;
  unring(): void;
  /** Draws a lasso in pixels, or none. */
  lasso(polygon: ArrayLike<number> | null): void;
  /** Names the sections, with `shown` only that one; null for none. */
  sections(sections: SpatialMapState["sections"], shown: number | null): void;
}

/** Pixels that the scale bar takes at most, as a share of the width and at all. */
const BAR = [0.25, 160] as const;

/** Makes the layer. */
export function makeOverlay(scale: SpatialMapState["scale"]): Overlay {
  const ring = svgElement("circle", { class: "weft-ring", attributes: { visibility: "hidden" } });
  const lasso = svgElement("path", { class: "weft-lasso" });
  const back = svgElement("rect", { class: "weft-bar-back", attributes: { rx: 5, visibility: "hidden" } });
  const bar = svgElement("path", { class: "weft-bar" });
  const length = svgElement("text", { class: "weft-bar-text" });
  const names = svgElement("g", { class: "weft-section-names" });
  let labels: { text: SVGTextElement; x: number; y: number }[] = [];
  let ringed: readonly [x: number, y: number, diameter: number] | undefined;
  let camera: Camera | undefined;
  const placeRing = (): void => {
    if (!camera || !ringed) return void ring.setAttribute("visibility", "hidden");
    const [cx, cy] = toScreen(camera, ringed[0], ringed[1]);
    set(ring, { cx, cy, r: Math.max(4, ringed[2] * pixelsPerUnit(camera) / 2 + 1.5), visibility: "visible" });
  };
  return {
    element: svgElement("svg", { class: "weft-overlay", attributes: { "aria-hidden": "true" } }, [
      names,
      lasso,
      ring,
      back,
      bar,
      length,
    ]),
    view(next) {
      camera = next;
      placeRing();
      for (const { text, x, y } of labels) {
        const [px, py] = toScreen(next, x, y);
        set(text, { x: px, y: py - 6 });
      }
      const shown = scale &&
        scaleBar(scale.length / pixelsPerUnit(next), Math.min(BAR[0] * next.width, BAR[1]), scale.unit);
      if (!shown) return;
      const [left, base] = [16, next.height - 14];
      set(back, { x: left - 8, y: base - 23, width: shown.pixels + 16, height: 29, visibility: "visible" });
      bar.setAttribute("d", `M${left} ${base - 4}v4h${shown.pixels}v-4`);
      set(length, { x: left + shown.pixels / 2, y: base - 7 });
      length.textContent = shown.text;
    },
    ring(x, y, diameter) {
      ringed = [x, y, diameter];
      placeRing();
    },
    unring() {
      ringed = undefined;
      placeRing();
    },
    lasso(polygon) {
      lasso.setAttribute("d", polygon ? pathOf(polygon) : "");
    },
    sections(sections, shown) {
      labels = (sections?.boxes ?? []).flatMap(([left, , right, top], i) => {
        if (shown !== null && shown !== i) return [];
        const text = svgElement("text", { text: sections!.labels[i] ?? "" });
        return [{ text, x: (left + right) / 2, y: top }];
      });
      names.replaceChildren(...labels.map(({ text }) => text));
      if (camera) this.view(camera);
    },
  };
}

function set(target: SVGElement, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value));
}

function pathOf(polygon: ArrayLike<number>): string {
  let path = "";
  for (let c = 0; c + 1 < polygon.length; c += 2) path += `${c === 0 ? "M" : "L"}${polygon[c]} ${polygon[c + 1]}`;
  return `${path}Z`;
}
