import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { progressText } from "../protocol/curves/board_text.ts";
import { stillCharts } from "./still_charts.ts";
import { stillMaps } from "./still_maps.ts";
import { short } from "./still_part.ts";
import { stillTable } from "./still_table.ts";

/** A grey that is read on white as on black. */
const TEXT = "#7d858f";
const WIDTH = 800;
const TOP = 40;
const GAP = 26;

/** Curves, table and maps of a study, as one SVG that needs nothing else and is read on white as on black. */
export function stillBoard(state: AblationBoardState): string {
  let top = TOP;
  const parts = [stillTable(state, WIDTH), stillCharts(state, WIDTH), stillMaps(state, WIDTH)];
  const markup = parts.filter(({ height }) => height > 0).map((part) => {
    const placed = `<g transform="translate(0 ${top})">${part.markup}</g>`;
    top += part.height + GAP;
    return placed;
  });
  const done = state.rows.filter((row) => row.state === "done").length;
  const standing = state.problem ??
    `${state.state}, ${progressText({ n: done, rows: [...state.rows.keys()] }, state.rows)} rows`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 ${WIDTH + 16} ${top}" width="${
    WIDTH + 16
  }" height="${top}" ` +
    `style="max-width:100%;height:auto" role="img" aria-label="${escapeMarkup(state.name)}" ` +
    `font-family="system-ui,-apple-system,'Segoe UI',Roboto,sans-serif" font-size="11" fill="${TEXT}">` +
    `<text x="0" y="16" font-size="14" font-weight="600">${escapeMarkup(state.name)}</text>` +
    `<text x="${WIDTH}" y="16" text-anchor="end">${escapeMarkup(short(standing, 90))}</text>${markup.join("")}</svg>`;
}
