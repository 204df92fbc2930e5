import { svgElement } from "../shared/elements.ts";

/** Strokes of the icons, in a square of 16. */
const PATHS = {
  pan:
    "M8 1.5v13M1.5 8h13M8 1.5 6.2 3.3M8 1.5l1.8 1.8M8 14.5l-1.8-1.8M8 14.5l1.8-1.8M1.5 8l1.8-1.8M1.5 8l1.8 1.8M14.5 8l-1.8-1.8M14.5 8l-1.8 1.8",
  lasso:
    "M5.2 11.2C2.9 10.3 1.5 8.7 1.5 7c0-2.9 2.9-5 6.5-5s6.5 2.1 6.5 5-2.9 5-6.5 5c-.6 0-1.1 0-1.6-.1M6.6 11.4a1.3 1.3 0 1 1-2.6 0 1.3 1.3 0 0 1 2.6 0zM5.2 12.6c.2 1-.3 1.7-1.4 2.1",
  rectangle: "M2.5 3.5h11v9h-11z",
  replace: "M3 3h10v10H3z",
  add: "M8 3v10M3 8h10",
  remove: "M3 8h10",
  invert: "M8 2a6 6 0 0 0 0 12zM8 2a6 6 0 0 1 0 12",
  clear: "M4 4l8 8M12 4l-8 8",
  only: "M2 3.5h12l-4.6 5.2v4.1l-2.8-1.6V8.7z",
  target: "M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3",
  home: "M2.5 7.5 8 2.8l5.5 4.7M4 6.6v6.6h8V6.6",
  settings: "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M9 3h3v3H9zM4 10h3v3H4z",
  save: "M8 2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  help: "M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M8 12v.2",
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon in the colour of the text around it; screen readers skip it. */
export function icon(name: IconName): SVGSVGElement {
  return svgElement("svg", {
    class: "weft-icon",
    attributes: { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
  }, [svgElement("path", { attributes: { d: PATHS[name] } })]);
}
