import type { Underlay } from "../../src/bridge/protocol/spatial_map.ts";
import { bytesOf } from "../shared/arrays.ts";
import { element } from "../shared/elements.ts";
import { type Box, type Camera, toScreen } from "./camera.ts";

/** An image beneath the points, once it is loaded. */
export interface LoadedImage {
  readonly image: HTMLImageElement;
  readonly box: Box;
  readonly section: number | null;
}

/** Media types that are shown; anything else is left out. */
const TYPES = ["image/png", "image/jpeg", "image/webp"];

/** The images beneath the points. */
export interface Underlays {
  readonly element: HTMLElement;
  /** The images with their boxes. */
  readonly images: readonly LoadedImage[];
  /** Puts the images where the camera wants them. */
  view(camera: Camera): void;
  /** Shows the images of one section only; null for all. */
  show(section: number | null): void;
  opacity(opacity: number): void;
  /** Opacity as it is now, 0 to 1. */
  readonly shownOpacity: number;
  destroy(): void;
}

/** How far around a section its image shows beside others, as a share of the section. */
const MARGIN = 0.055;

/** Makes the layer of the images; `sections` are the boxes beyond which an image may lie under another section. */
export function makeUnderlays(underlays: readonly Underlay[], sections: readonly Box[]): Underlays {
  const layer = element("div", { class: "weft-underlays", attributes: { "aria-hidden": "true" } });
  let shownOpacity = 1;
  const images = underlays.filter(({ type }) => TYPES.includes(type)).map(({ image: data, type, box, section }) => {
    const image = element("img", { attributes: { alt: "", draggable: "false" } });
    image.src = URL.createObjectURL(new Blob([bytesOf(data)], { type }));
    layer.append(image);
    return { image, box, section };
  });
  return {
    element: layer,
    images,
    view(camera) {
      for (const { image, box: [left, bottom, right, top] } of images) {
        const [x0, y0] = toScreen(camera, left, top);
        const [x1, y1] = toScreen(camera, right, bottom);
        image.style.transform = `translate(${x0}px, ${y0}px) scale(${x1 - x0}, ${y1 - y0})`;
      }
    },
    show(shown) {
      for (const { image, box, section } of images) {
        image.hidden = shown !== null && section !== null && section !== shown;
        const place = shown === null && section !== null ? sections[section] : undefined;
        image.style.clipPath = place ? clipTo(box, place) : "none";
      }
    },
    opacity(opacity) {
      shownOpacity = opacity;
      layer.style.opacity = String(opacity);
    },
    get shownOpacity() {
      return shownOpacity;
    },
    destroy() {
      for (const { image } of images) URL.revokeObjectURL(image.src);
    },
  };
}

/** What of an image lies in a section or close by, as a shape of CSS. */
function clipTo([left, bottom, right, top]: Box, place: Box): string {
  const margin = MARGIN * Math.max(place[2] - place[0], place[3] - place[1]);
  const [wide, tall] = [right - left, top - bottom];
  const insets = [
    (top - place[3] - margin) / tall,
    (right - place[2] - margin) / wide,
    (place[1] - margin - bottom) / tall,
    (place[0] - margin - left) / wide,
  ];
  return `inset(${insets.map((share) => `${100 * Math.max(0, share)}%`).join(" ")})`;
}
