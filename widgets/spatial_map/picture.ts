import { FADED } from "../../src/bridge/protocol/emphasis.ts";
import { svgElement } from "../shared/elements.ts";
import { type Camera, pixelsPerUnit, toScreen } from "./camera.ts";
import type { Coloring } from "./coloring.ts";
import { type Emphasis, shareOf } from "./emphasis.ts";
import type { LoadedImage } from "./underlay.ts";

/** Points that a picture holds as shapes at most; more are an image inside it. */
const MOST_SHAPES = 20_000;
const LEGEND_WIDTH = 190;
const ROW = 20;

/** An entry of the legend of a picture. */
export interface PictureEntry {
  readonly color: string;
  readonly text: string;
  /** How many points, where that is told. */
  readonly count?: string;
}

/** What a picture shows. */
export interface PictureParts {
  readonly title: string;
  readonly heading: string | null;
  readonly entries: readonly PictureEntry[];
  readonly camera: Camera;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly coloring: Coloring;
  /** Rows that are drawn, in order. */
  readonly rows: readonly number[];
  /** Whether a row is faded, because others are selected. */
  readonly faded: (row: number) => boolean;
  readonly diameter: number;
  readonly opacity: number;
  /** What size and opacity show; null for all alike. */
  readonly emphasis: Emphasis | null;
  readonly images: readonly LoadedImage[];
  readonly imageOpacity: number;
  /** Colours of paper and ink. */
  readonly colors: { readonly paper: string; readonly ink: string; readonly faint: string };
  /** Scale bar, names of sections: what lies over the points. */
  readonly overlay: SVGElement;
  /** The points as an image, for many. */
  readonly raster: () => Promise<HTMLCanvasElement>;
}

/** The map with legend, scale bar and title as one SVG that needs nothing else; every text in it is text. */
export async function pictureSvg(parts: PictureParts): Promise<string> {
  const { camera, title, colors } = parts;
  const top = title === "" ? 0 : 34;
  const width = Math.round(camera.width + (parts.entries.length > 0 ? LEGEND_WIDTH : 0));
  const height = Math.round(Math.max(camera.height, parts.entries.length * ROW + 40) + top);
  const points = parts.rows.length <= MOST_SHAPES ? shapes(parts) : [image(await parts.raster(), camera)];
  const svg = svgElement("svg", {
    attributes: {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif",
      "font-size": 13,
    },
  }, [
    svgElement("rect", { attributes: { width, height, fill: colors.paper } }),
    text(title, 14, 23, { fill: colors.ink, "font-size": 15, "font-weight": 600 }),
    svgElement("svg", { attributes: { y: top, width: camera.width, height: camera.height } }, [
      ...parts.images.map((one) => underlay(one, parts)),
      ...points,
      plainOverlay(parts),
    ]),
    svgElement("g", { attributes: { transform: `translate(${camera.width + 14} ${top + 18})` } }, legend(parts)),
  ]);
  return new XMLSerializer().serializeToString(svg);
}

/** A picture of an SVG, `factor` times as fine as its own size. */
export async function svgToPng(svg: string, factor: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const drawn = new Image();
    drawn.src = url;
    await drawn.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [drawn.naturalWidth * factor, drawn.naturalHeight * factor];
    canvas.getContext("2d")!.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("the picture is too large")))
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function shapes({ rows, coloring, camera, x, y, diameter, opacity, emphasis, faded }: PictureParts): SVGElement[] {
  const paths = new Map<string, string[]>();
  const largest = Math.max(0.5, diameter * pixelsPerUnit(camera) / 2);
  for (const i of rows) {
    const [px, py] = toScreen(camera, x[i]!, y[i]!);
    const share = emphasis ? shareOf(emphasis, i) : 1;
    const radius = round(largest * (emphasis?.size ? share : 1));
    const across = round(2 * radius);
    if (px < -across || py < -across || px > camera.width + across || py > camera.height + across) continue;
    const alpha = opacity * (emphasis?.opacity ? share : 1) * (faded(i) ? FADED : 1);
    const key = `${coloring.colors[coloring.codes[i]!]} ${alpha}`;
    const path = paths.get(key) ?? [];
    if (path.length === 0) paths.set(key, path);
    path.push(
      `M${round(px - radius)} ${round(py)}a${radius} ${radius} 0 1 0 ${across} 0a${radius} ${radius} 0 1 0-${across} 0`,
    );
  }
  return [...paths].sort(([a], [b]) => faintness(a) - faintness(b)).map(([key, path]) => {
    const [fill, alpha] = key.split(" ");
    return svgElement("path", { attributes: { fill: fill!, "fill-opacity": round(Number(alpha)), d: path.join("") } });
  });
}

/** Faint points lie beneath. */
function faintness(key: string): number {
  return Number(key.split(" ")[1]);
}

function image(canvas: HTMLCanvasElement, { width, height }: Camera): SVGElement {
  return svgElement("image", { attributes: { href: canvas.toDataURL("image/png"), width, height } });
}

function underlay({ image: loaded, box: [left, bottom, right, top] }: LoadedImage, parts: PictureParts): SVGElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [loaded.naturalWidth, loaded.naturalHeight];
  canvas.getContext("2d")!.drawImage(loaded, 0, 0);
  const [x0, y0] = toScreen(parts.camera, left, top);
  const [x1, y1] = toScreen(parts.camera, right, bottom);
  return svgElement("image", {
    attributes: {
      href: canvas.toDataURL("image/png"),
      x: x0,
      y: y0,
      width: x1 - x0,
      height: y1 - y0,
      preserveAspectRatio: "none",
      opacity: loaded.hidden ? 0 : parts.imageOpacity,
    },
  });
}

/** Scale bar and names without the classes that a page styles them by. */
function plainOverlay({ overlay, colors }: PictureParts): SVGElement {
  const bar = overlay.querySelector(".weft-bar")?.getAttribute("d") ?? "";
  const texts = [...overlay.querySelectorAll("text")].map((one) =>
    text(one.textContent ?? "", Number(one.getAttribute("x")), Number(one.getAttribute("y")), {
      fill: colors.ink,
      "font-size": 12,
      "text-anchor": "middle",
    })
  );
  const back = overlay.querySelector(".weft-bar-back");
  const box = Object.fromEntries(
    ["x", "y", "width", "height", "rx"].map((name) => [name, back?.getAttribute(name) ?? 0]),
  );
  return svgElement("g", {}, [
    svgElement("rect", { attributes: { ...box, fill: colors.paper, "fill-opacity": 0.82 } }),
    svgElement("path", { attributes: { d: bar, fill: "none", stroke: colors.ink, "stroke-width": 1.5 } }),
    ...texts,
  ]);
}

function legend({ heading, entries, colors }: PictureParts): SVGElement[] {
  if (heading === null) return [];
  return [
    text(heading, 0, 0, { fill: colors.ink, "font-weight": 600 }),
    ...entries.flatMap(({ color, text: label, count }, i) => [
      svgElement("rect", { attributes: { y: 10 + i * ROW, width: 11, height: 11, rx: 3, fill: color } }),
      text(label, 18, 20 + i * ROW, { fill: colors.ink }),
      ...(count === undefined
        ? []
        : [text(count, LEGEND_WIDTH - 28, 20 + i * ROW, { fill: colors.faint, "text-anchor": "end" })]),
    ]),
  ];
}

function text(content: string, x: number, y: number, attributes: Record<string, string | number>): SVGElement {
  // deno-lint-ignore no-control-regex -- XML has no way to write them
  const written = content.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").toWellFormed();
  return svgElement("text", { text: written, attributes: { x, y, ...attributes } });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
