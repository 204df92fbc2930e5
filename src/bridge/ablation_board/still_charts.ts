import { CURVE_COLOR } from "../../plot/curve_color.ts";
import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { tickText } from "../protocol/curves/axis.ts";
import { linearAxis } from "../protocol/curves/axis.ts";
import { boardCurve, epochOfPoint } from "../protocol/curves/board_curve.ts";
import { linePath } from "../protocol/curves/line_path.ts";
import { lossAxis } from "../protocol/curves/loss_axis.ts";
import { STILL_GREY } from "../still/still_grey.ts";
import { short, type StillPart } from "./still_part.ts";

const COLUMNS = 4;
const CHART = { height: 92, gap: 14, left: 34, head: 18, foot: 16 } as const;
/** Lines whose curves are drawn at most. */
const MOST = 24;
const GRID = `${STILL_GREY}44`;

/** A small chart a line, with the total of every seed. */
export function stillCharts(state: AblationBoardState, width: number): StillPart {
  const lines = state.lines.slice(0, MOST);
  const isDrawn = lines.some(({ rows }) => rows.some((row) => state.curves[row]!.length > 0));
  if (!isDrawn) return { markup: "", height: 0 };
  const across = (width - (COLUMNS - 1) * CHART.gap) / COLUMNS;
  const down = CHART.head + CHART.height + CHART.foot + CHART.gap;
  const charts = lines.map((line, i) => {
    const [left, top] = [i % COLUMNS * (across + CHART.gap), Math.floor(i / COLUMNS) * down];
    return `<g transform="translate(${left} ${top})"><text x="0" y="10" font-weight="600">${
      escapeMarkup(short(line.name, 28))
    }</text>${chart(state, line.rows, across)}</g>`;
  });
  return { markup: charts.join(""), height: Math.ceil(lines.length / COLUMNS) * down - CHART.gap };
}

function chart({ curves, rows, terms }: AblationBoardState, own: readonly number[], width: number): string {
  const drawn = own.filter((row) => curves[row]!.length > 0);
  const values = drawn.map((row) => boardCurve(curves[row]!, terms.length, 0));
  if (drawn.length === 0) return `<text x="0" y="${CHART.head + 40}">no epoch</text>`;
  const nEpochs = Math.max(2, ...drawn.map((row) => rows[row]!.epoch));
  const axis = lossAxis(values.map((own, column) => ({ term: "total", column, values: own })), true);
  const epochs = linearAxis(1, nEpochs, 3);
  const x = (epoch: number) => CHART.left + epochs.at(epoch) * (width - CHART.left);
  const y = (value: number) => CHART.head + CHART.height - axis.at(value) * CHART.height;
  const ticks = axis.ticks.filter((_, i) => axis.ticks.length < 4 || i % 2 === 0).map((tick) => {
    const at = y(tick).toFixed(1);
    return `<path stroke="${GRID}" d="M${CHART.left} ${at}H${width}"/>` +
      `<text x="${CHART.left - 5}" y="${at}" dy="3.5" font-size="10" text-anchor="end">${tickText(tick)}</text>`;
  });
  const lines = values.map((own, i) => {
    const { epoch } = rows[drawn[i]!]!;
    const at = (point: number) => x(epochOfPoint(point - 1, own.length, epoch));
    return `<path d="${linePath(own, { x: at, y })}"/>`;
  });
  const foot = `<text x="${width}" y="${
    CHART.head + CHART.height + 13
  }" font-size="10" text-anchor="end">${nEpochs} epochs</text>`;
  return `${ticks.join("")}${foot}<g fill="none" stroke="${CURVE_COLOR}" stroke-width="1.4" stroke-opacity=".75" ` +
    `stroke-linejoin="round">${lines.join("")}</g>`;
}
