import { CURVE_COLOR } from "../../plot/curve_color.ts";
import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { AblationBoardState, BoardLine } from "../protocol/ablation_board.ts";
import {
  differenceRange,
  differenceText,
  progressText,
  scoreText,
  secondsText,
  spreadText,
} from "../protocol/curves/board_text.ts";
import { tenth } from "../protocol/curves/tenth.ts";
import { STILL_GREY } from "../still/still_grey.ts";
import { short, type StillPart } from "./still_part.ts";

const LINE = 20;
const RULE = `${STILL_GREY}55`;
/** Where columns begin or end, in pixels. */
const AT = { seeds: 268, metric: 360, bar: 376, barEnd: 486, difference: 494, first: 706, seconds: 800 } as const;
const NAME = 32;

/** The lines of a study as a table: name, seeds, the metric, its difference with a bar, one more score, seconds. */
export function stillTable({ lines, rows, metrics }: AblationBoardState, width: number): StillPart {
  const [low, high] = differenceRange(lines);
  const x = (value: number) => AT.bar + (value - low) / (high - low || 1) * (AT.barEnd - AT.bar);
  const cell = (at: number, y: number, text: string, end = false, style = "") =>
    text === ""
      ? ""
      : `<text x="${at}" y="${y}"${end ? ` text-anchor="end"` : ""}${style}>${escapeMarkup(text)}</text>`;
  const head = cell(0, 0, "") + cell(AT.seeds, 0, "seeds", true) + cell(AT.metric, 0, metrics[0]!, true) +
    cell(AT.bar, 0, `difference to ${short(lines[0]!.name, 24)}, 95 % interval`) +
    cell(AT.first, 0, metrics[1] ?? "", true) + cell(AT.seconds, 0, "training", true);
  const body = lines.map((line, i) => {
    const y = LINE * (i + 1) + 2;
    return cell(0, y, short(line.name, NAME), false, ` font-weight="600"`) +
      cell(AT.seeds, y, progressText(line, rows), true) +
      cell(AT.metric, y, spreadText(line.means[0]!, line.sds[0]!), true) +
      bar(line, x, y - 4) + cell(AT.difference, y, differenceText(line.difference)) +
      cell(AT.first, y, scoreText(line.means[1] ?? null), true) + cell(AT.seconds, y, secondsText(line.seconds), true);
  });
  const zero = x(0);
  const bottom = LINE * lines.length + 8;
  const isCompared = lines.some(({ difference }) => difference !== null);
  const axis = isCompared ? `<path stroke="${RULE}" stroke-dasharray="2 3" d="M${tenth(zero)} 10V${bottom}"/>` : "";
  const rule = `<path stroke="${RULE}" d="M0 7H${width}"/>`;
  return { markup: `<g transform="translate(0 4)">${head}${rule}${axis}${body.join("")}</g>`, height: bottom + 4 };
}

function bar({ difference }: BoardLine, x: (value: number) => number, y: number): string {
  if (difference === null) return "";
  const { mean, low, high } = difference;
  const reach = low === null || high === null
    ? ""
    : `<path stroke="${CURVE_COLOR}" stroke-width="2" d="M${tenth(x(low))} ${y}H${tenth(x(high))}"/>`;
  return `${reach}<circle cx="${tenth(x(mean))}" cy="${y}" r="3.5" fill="${CURVE_COLOR}"/>`;
}
