import type { AnyModel } from "@anywidget/types";
import type { AblationBoardState } from "../../src/bridge/protocol/ablation_board.ts";
import { arrayOf } from "../shared/arrays.ts";

/** Everything that the model says of a study, its arrays as such. */
export function readBoard(model: AnyModel): AblationBoardState {
  const get = <K extends keyof AblationBoardState>(name: K) => model.get(name) as AblationBoardState[K];
  return {
    protocol: get("protocol"),
    name: get("name"),
    state: get("state"),
    problem: get("problem"),
    metrics: get("metrics"),
    lowerBetter: get("lowerBetter"),
    lines: get("lines"),
    rows: get("rows"),
    terms: get("terms"),
    curves: (get("curves") as readonly unknown[]).map((curve) => arrayOf(curve, "float32")),
    x: arrayOf(get("x"), "float32"),
    y: arrayOf(get("y"), "float32"),
    labels: (get("labels") as readonly unknown[]).map((labels) => arrayOf(labels, "uint8")),
    domains: get("domains"),
    colors: get("colors"),
    view: get("view"),
    live: get("live"),
  };
}

/** Numbers of the lines in the order in which they are shown: those without the score last. */
export function sortedLines({ lines, view, lowerBetter }: AblationBoardState): number[] {
  const order = [...lines.keys()];
  const { sort } = view;
  if (sort === null) return order;
  const sign = lowerBetter[sort] ? 1 : -1;
  const of = (line: number) => lines[line]!.means[sort] ?? null;
  return order.sort((a, b) => {
    const [first, second] = [of(a), of(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null) || a - b;
    return sign * (first - second) || a - b;
  });
}

/** The row whose map is shown: the one picked, else the first of the line that has a map. */
export function shownRow({ lines, labels, view }: AblationBoardState): number | undefined {
  const rows = lines[Math.min(view.line, lines.length - 1)]?.rows ?? [];
  const picked = rows[view.row];
  return picked !== undefined && labels[picked]!.length > 0 ? picked : rows.find((row) => labels[row]!.length > 0);
}
