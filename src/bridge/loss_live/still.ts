import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { LossLiveState } from "../protocol/loss_live.ts";
import { linearAxis, tickText } from "../protocol/curves/axis.ts";
import { linePath } from "../protocol/curves/line_path.ts";
import { lossAxis } from "../protocol/curves/loss_axis.ts";
import { type ShownCurve, shownCurves } from "../protocol/curves/shown_curves.ts";
import { stillFrame } from "../still/still_frame.ts";
import { STILL_GREY } from "../still/still_grey.ts";
import { tissueMarkup } from "./tissue_markup.ts";

const GRID = `${STILL_GREY}33`;
const WIDTH = 760;
const CHART = { left: 52, right: 486, top: 40, bottom: 226 } as const;
const TISSUE = { left: 516, top: 40, side: 236 } as const;
/** Where the legend begins, the height of its lines, and how wide a letter is. */
const LEGEND = { top: 266, line: 18, letter: 6.4 } as const;

/** Curves, tissue and where the run stands, as one SVG that needs nothing else and is read on white as on black. */
export function still(state: LossLiveState): string {
  const legend = legendMarkup(state);
  const height = Math.max(TISSUE.top + TISSUE.side + 14, LEGEND.top + legend.lines * LEGEND.line);
  const { name } = state;
  const frame = { width: WIDTH, height, label: `Training of ${name}`, title: name, standing: standing(state) };
  const tissue = `<g transform="translate(${TISSUE.left} ${TISSUE.top})">${tissueMarkup(state, TISSUE.side)}</g>` +
    `<text x="${TISSUE.left}" y="${TISSUE.top - 8}">${caption(state)}</text>`;
  return stillFrame(frame, `${chartMarkup(state)}${legend.markup}${tissue}`);
}

/** Where the run stands, in words. */
function standing({ state, epoch, nEpochs, stopReason, problem }: LossLiveState): string {
  const epochs = `${epoch} of ${nEpochs} epochs`;
  if (state === "failed") return problem ?? `failed after ${epochs}`;
  if (state === "interrupted") return `interrupted after ${epochs}`;
  if (state !== "done") return `${state}, ${epochs}`;
  return stopReason === "epochs" ? `done, ${epochs}` : `${stopReason} after ${epochs}`;
}

function caption({ places, pictureEpoch, x, pictureProblem }: LossLiveState): string {
  if (x.length === 0) return pictureProblem === null ? "" : "no picture";
  const what = places === "tissue" ? "tissue" : "embedding, first two axes";
  return pictureEpoch === 0 ? what : `${what}, clusters at epoch ${pictureEpoch}`;
}

function chartMarkup(state: LossLiveState): string {
  const curves = shownCurves(state.curve, state);
  const others = state.others.flatMap(({ curve }) => shownCurves(curve, state));
  const all = [...others, ...curves];
  const length = Math.max(0, ...all.map(({ values }) => values.length));
  if (length === 0) return `<text x="${CHART.left}" y="${(CHART.top + CHART.bottom) / 2}">no epoch is done yet</text>`;
  const across = linearAxis(1, Math.max(2, length), 6);
  const down = lossAxis(all, state.view.log);
  const x = (epoch: number) => CHART.left + across.at(epoch) * (CHART.right - CHART.left);
  const y = (value: number) => CHART.bottom - down.at(value) * (CHART.bottom - CHART.top);
  const line = (curve: ShownCurve, style: string) =>
    `<path stroke="${state.termColors[curve.column]}" ${style} d="${linePath(curve.values, { x, y })}"/>`;
  const floor = `<path stroke="${GRID}" d="M${CHART.left} ${CHART.bottom}H${CHART.right}"/>`;
  const grid = down.ticks.map((tick) => {
    const at = y(tick).toFixed(1);
    return `<path stroke="${GRID}" d="M${CHART.left} ${at}H${CHART.right}"/>` +
      `<text x="${CHART.left - 7}" y="${at}" dy="3.5" text-anchor="end">${tickText(tick)}</text>`;
  });
  const epochs = across.ticks.filter(Number.isInteger).map((tick) =>
    `<text x="${x(tick).toFixed(1)}" y="${CHART.bottom + 16}" text-anchor="middle">${tick}</text>`
  );
  return `<g>${floor}${grid.join("")}${epochs.join("")}</g><g fill="none" stroke-linejoin="round">` +
    others.map((curve) => line(curve, `stroke-width="1" stroke-opacity=".3"`)).join("") +
    curves.toReversed().map((curve) => line(curve, `stroke-width="${curve.column === 0 ? 2 : 1.6}"`)).join("") +
    `</g>${markerMarkup(state, x)}`;
}

function markerMarkup({ marker }: LossLiveState, x: (epoch: number) => number): string {
  if (!marker || marker.epoch === 0) return "";
  const at = x(marker.epoch).toFixed(1);
  return `<path stroke="${STILL_GREY}" stroke-dasharray="3 3" d="M${at} ${CHART.top - 4}V${CHART.bottom}"/>` +
    `<text x="${at}" y="${CHART.top - 8}" text-anchor="end">${marker.label} at ${marker.epoch}</text>`;
}

function legendMarkup(state: LossLiveState): { readonly markup: string; readonly lines: number } {
  let across: number = CHART.left;
  let lines = 1;
  const entries = shownCurves(state.curve, state).map(({ term, column, values }) => {
    const last = values.at(-1) ?? NaN;
    const value = Number.isFinite(last) ? tickText(last) : "";
    const width = 40 + (term.length + value.length) * LEGEND.letter;
    if (across > CHART.left && across + width > CHART.right) {
      across = CHART.left;
      lines++;
    }
    const [x, y] = [across, LEGEND.top + (lines - 1) * LEGEND.line];
    across += width;
    return `<path stroke="${state.termColors[column]}" stroke-width="3" d="M${x} ${y - 3.5}h12"/>` +
      `<text x="${x + 18}" y="${y}">${escapeMarkup(term)}<tspan dx="6" opacity=".75">${value}</tspan></text>`;
  });
  return { markup: entries.join(""), lines };
}
