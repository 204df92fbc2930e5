import { Buffer } from "node:buffer";
import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { SpatialMapState, Underlay } from "../protocol.ts";
import { scaleBar } from "../protocol/scale_bar.ts";
import { stillLegend, text } from "./still_legend.ts";
import { type MapFrame, shownRows, stillPoints } from "./still_points.ts";

/** Most that the map takes. */
const [WIDTH, HEIGHT] = [460, 560];
const LEGEND = 180;
/** Pixels that a map takes at least beside its legend, and a scale bar at most. */
const [NARROWEST, LONGEST] = [150, 115];
/** Room above the map for the title, and for the names of sections. */
const [TITLE, NAMES] = [28, 20];
/** Bytes of an image that a picture takes along at most: it is saved beside the map, which has it too. */
const MOST_BYTES = 500_000;

/**
 * The map as one SVG with its legend, for where nothing runs: the section, the categories, the sizes and the selection
 * that the view shows. Every text in it is escaped.
 */
export function stillMap(state: SpatialMapState): string {
  const { title, channel, sections } = state;
  const [left, bottom, right, top] = frameOf(state);
  const scale = Math.min(WIDTH / Math.max(right - left, 1e-6), HEIGHT / Math.max(top - bottom, 1e-6));
  const frame: MapFrame = { left, top, scale };
  const legend = stillLegend(state);
  const head = (title === "" ? 0 : TITLE) + (sections === null ? 0 : NAMES);
  const [mapWidth, mapHeight] = [(right - left) * scale, (top - bottom) * scale].map(Math.round) as [number, number];
  const height = Math.max(mapHeight, legend.height) + head;
  const width = Math.max(mapWidth, NARROWEST) + (channel === null ? 0 : LEGEND);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-label="${escapeMarkup(title || "map")}" font-family="system-ui, sans-serif" font-size="13" ` +
    `fill="currentColor">${title === "" ? "" : text(title, 4, 18, ' font-weight="600"')}` +
    `<g transform="translate(0 ${head})">${images(state, frame)}${stillPoints(state, shownRows(state), frame)}` +
    `${names(state, frame)}${bar(state, frame, mapHeight)}</g>` +
    `<g transform="translate(${Math.max(mapWidth, NARROWEST) + 14} ${head + 16})">${legend.markup}</g></svg>`;
}

type Box = readonly [left: number, bottom: number, right: number, top: number];

/** What the view shows before it is moved: its section, or all of the map. */
function frameOf({ x, y, spacing, section, sections }: SpatialMapState): Box {
  const [left, bottom, right, top] = (section === null ? undefined : sections?.boxes[section]) ?? boxOf(x, y);
  return [left - spacing, bottom - spacing, right + spacing, top + spacing];
}

function boxOf(x: Float32Array, y: Float32Array): Box {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i]!);
    right = Math.max(right, x[i]!);
    bottom = Math.min(bottom, y[i]!);
    top = Math.max(top, y[i]!);
  }
  return [left, bottom, right, top];
}

function isShown(section: number | null, state: SpatialMapState): boolean {
  return section === null || state.section === null || section === state.section;
}

function images(state: SpatialMapState, { left, top, scale }: MapFrame): string {
  const drawn = ({ image, section }: Underlay): boolean => image.length <= MOST_BYTES && isShown(section, state);
  return state.underlays.filter(drawn).map(({ image, type, box: [l, b, r, t] }) => {
    const place = `x="${(l - left) * scale}" y="${(top - t) * scale}" width="${(r - l) * scale}" height="${
      (t - b) * scale
    }"`;
    const data = Buffer.from(image.buffer, image.byteOffset, image.length).toString("base64");
    return `<image ${place} preserveAspectRatio="none" opacity="${state.underlayOpacity}" href="data:${
      escapeMarkup(type)
    };base64,${data}"/>`;
  }).join("");
}

function names(state: SpatialMapState, { left, top, scale }: MapFrame): string {
  return (state.sections?.boxes ?? []).map(([l, , r, t], i) => {
    if (!isShown(i, state)) return "";
    const [x, y] = [((l + r) / 2 - left) * scale, (top - t) * scale - 6];
    return text(
      state.sections!.labels[i] ?? "",
      Math.round(x),
      Math.round(y),
      ' text-anchor="middle" font-weight="600"',
    );
  }).join("");
}

/** The scale bar on a plate of its own: what lies beneath it may be as dark as the bar, or as light. */
function bar({ scale: length }: SpatialMapState, { scale }: MapFrame, height: number): string {
  const shown = length && scaleBar(length.length / scale, LONGEST, length.unit);
  if (!shown) return "";
  const [left, base] = [16, height - 14];
  const long = Math.round(shown.pixels * 10) / 10;
  return `<g color="#16181d"><rect x="${left - 8}" y="${base - 23}" width="${
    long + 16
  }" height="29" rx="5" fill="#fff" fill-opacity=".82"/>` +
    `<path d="M${left} ${base - 4}v4h${long}v-4" fill="none" stroke="currentColor" stroke-width="1.5"/>` +
    text(shown.text, left + long / 2, base - 7, ' fill="currentColor" font-size="11.5" text-anchor="middle"') + `</g>`;
}
