import { escapeMarkup } from "../../plot/escape_markup.ts";
import { STILL_GREY } from "./still_grey.ts";

/** Room left and right of a still picture. */
const MARGIN = 8;

/** What stands around a still picture. */
export interface StillFrame {
  /** Width of what is inside, and height of all. */
  readonly width: number;
  readonly height: number;
  /** What it is, for those who do not see it. */
  readonly label: string;
  /** Top left. */
  readonly title: string;
  /** Top right. */
  readonly standing: string;
}

/** One SVG around markup, with a title and where things stand, that needs nothing else and is read on white as on black. */
export function stillFrame({ width, height, label, title, standing }: StillFrame, markup: string): string {
  const whole = width + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} 0 ${whole} ${height}" width="${whole}" ` +
    `height="${height}" style="max-width:100%;height:auto" role="img" aria-label="${escapeMarkup(label)}" ` +
    `font-family="system-ui,-apple-system,'Segoe UI',Roboto,sans-serif" font-size="11" fill="${STILL_GREY}">` +
    `<text x="0" y="16" font-size="14" font-weight="600">${escapeMarkup(title)}</text>` +
    `<text x="${width}" y="16" text-anchor="end">${escapeMarkup(standing)}</text>${markup}</svg>`;
}
