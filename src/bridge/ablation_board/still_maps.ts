import { escapeMarkup } from "../../plot/escape_markup.ts";
import { touchingSize } from "../../plot/point_size.ts";
import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { scoreText } from "../protocol/curves/board_text.ts";
import { short, type StillPart } from "./still_part.ts";

const COLUMNS = 6;
const GAP = 16;
const [HEAD, FOOT] = [16, 22];
/** Letters that a caption has room for, and the height of a line more. */
const [LETTERS, LINE] = [17, 12];
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
  const captions = shown.map(({ name }) => captionOf(name));
  const head = HEAD + LINE * (Math.max(...captions.map(({ length }) => length)) - 1);
  const down = head + side + FOOT;
  const maps = shown.map(({ row }, i) => {
    const [left, top] = [i % COLUMNS * (side + GAP), Math.floor(i / COLUMNS) * down];
    const { seed, score } = state.rows[row]!;
    const caption = captions[i]!.map((line, l) =>
      `<text y="${8 + l * LINE}" font-weight="600">${escapeMarkup(short(line, LETTERS))}</text>`
    );
    return `<g transform="translate(${left} ${top})">${caption.join("")}` +
      `<g transform="translate(0 ${head})">${dots(state, state.labels[row]!, side, every)}</g>` +
      `<text y="${head + side + 14}">seed ${seed}, ${escapeMarkup(state.metrics[0]!)} ${scoreText(score)}</text></g>`;
  });
  return { markup: maps.join(""), height: Math.ceil(shown.length / COLUMNS) * down };
}

/** A name that is too long, broken behind its first word: what lines have in common stands first. */
function captionOf(name: string): readonly string[] {
  const space = name.indexOf(" ");
  return name.length <= LETTERS || space < 0 ? [name] : [name.slice(0, space), name.slice(space + 1)];
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
