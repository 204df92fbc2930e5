import { escapeMarkup } from "../../plot/escape_markup.ts";
import { touchingSize } from "../../plot/point_size.ts";
import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { scoreText } from "../protocol/curves/board_text.ts";
import { short, type StillPart } from "./still_part.ts";

const COLUMNS = 6;
const GAP = 16;
const [HEAD, FOOT] = [16, 22];
/** Lines whose maps are drawn at most, and dots in all of them. */
const [MOST, MOST_DOTS] = [12, 12_000];
/** Units of a map's width: whole numbers keep the picture small. */
const UNITS = 1000;
const UNKNOWN = "#8a919a66";

/** A map a line: the domains of its first seed that is done. */
export function stillMaps(state: AblationBoardState, width: number): StillPart {
  const shown = state.lines.flatMap(({ name, rows }) => {
    const row = rows.find((i) => state.labels[i]!.length > 0);
    return row === undefined ? [] : [{ name, row }];
  }).slice(0, MOST);
  if (shown.length === 0 || state.x.length === 0) return { markup: "", height: 0 };
  const side = (width - (COLUMNS - 1) * GAP) / COLUMNS;
  const every = Math.max(1, Math.ceil(state.x.length * shown.length / MOST_DOTS));
  const down = HEAD + side + FOOT;
  const maps = shown.map(({ name, row }, i) => {
    const [left, top] = [i % COLUMNS * (side + GAP), Math.floor(i / COLUMNS) * down];
    const { seed, score } = state.rows[row]!;
    return `<g transform="translate(${left} ${top})"><text y="8" font-weight="600">${
      escapeMarkup(short(name, 17))
    }</text>` +
      `<g transform="translate(0 ${HEAD})">${dots(state, state.labels[row]!, side, every)}</g>` +
      `<text y="${HEAD + side + 14}">seed ${seed}, ${escapeMarkup(state.metrics[0]!)} ${scoreText(score)}</text></g>`;
  });
  return { markup: maps.join(""), height: Math.ceil(shown.length / COLUMNS) * down };
}

function dots({ x, y, colors }: AblationBoardState, labels: Uint8Array, side: number, every: number): string {
  const touching = touchingSize(Float64Array.from(x), Float64Array.from(y)) * Math.sqrt(every);
  const diameter = Math.min(0.1, Math.max(0.01, touching));
  const scale = UNITS / (1 + diameter);
  const paths = new Map<number, string>();
  for (let i = 0; i < x.length; i += every) {
    const at = `M${Math.round((x[i]! + diameter / 2) * scale)} ${Math.round((y[i]! + diameter / 2) * scale)}h0`;
    paths.set(labels[i]!, (paths.get(labels[i]!) ?? "") + at);
  }
  const drawn = [...paths].sort(([a], [b]) => a - b).map(([label, path]) =>
    `<path stroke="${colors[label] ?? UNKNOWN}" d="${path}"/>`
  );
  return `<g transform="scale(${(side / UNITS).toFixed(4)})" fill="none" stroke-linecap="round" stroke-width="${
    Math.round(diameter * scale)
  }">${drawn.join("")}</g>`;
}
