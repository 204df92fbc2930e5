import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { progressText } from "../protocol/curves/board_text.ts";
import { stillFrame } from "../still/still_frame.ts";
import { stillCharts } from "./still_charts.ts";
import { stillMaps } from "./still_maps.ts";
import { short } from "./still_part.ts";
import { stillTable } from "./still_table.ts";

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
  const { name } = state;
  const frame = { width: WIDTH, height: top, label: name, title: name, standing: short(standing, 90) };
  return stillFrame(frame, markup.join(""));
}
