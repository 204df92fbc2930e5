import type { BoardDifference, BoardLine, BoardRow } from "../ablation_board.ts";

/** A score as a table says it: three decimals. */
export function scoreText(value: number | null): string {
  return value === null ? "" : value.toFixed(3).replace(/^-0\.000$/, "0.000").replace("-", "−");
}

/** "0.912 ± 0.013". */
export function spreadText(mean: number | null, sd: number | null): string {
  return mean === null ? "" : sd === null ? scoreText(mean) : `${scoreText(mean)} ± ${scoreText(sd)}`;
}

/** "+0.021 (−0.003 … +0.045)". */
export function differenceText(difference: BoardDifference | null): string {
  if (difference === null) return "";
  const { mean, low, high } = difference;
  return low === null || high === null ? signed(mean) : `${signed(mean)} (${signed(low)} … ${signed(high)})`;
}

/** A number of seconds as people say it. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}

/** How far a line has come: "2 of 3 seeds", or what is in its way. */
export function progressText({ n, rows }: Pick<BoardLine, "n" | "rows">, all: readonly BoardRow[]): string {
  const own = rows.map((i) => all[i]!);
  const failed = own.filter(({ state }) => state === "failed").length;
  const stopped = own.filter(({ state }) => state === "stopped").length;
  const ends = [...(failed > 0 ? [`${failed} failed`] : []), ...(stopped > 0 ? [`${stopped} stopped`] : [])];
  return n === rows.length ? `${n}` : [`${n} of ${rows.length}`, ...ends].join(", ");
}

/** Ends that hold all differences and 0, for bars on one scale. */
export function differenceRange(lines: readonly BoardLine[]): readonly [low: number, high: number] {
  const ends = lines.flatMap(({ difference: found }) =>
    found ? [found.low ?? found.mean, found.high ?? found.mean] : []
  );
  const widest = Math.max(1e-6, ...ends.map(Math.abs));
  return [Math.max(-widest, Math.min(0, ...ends)), Math.min(widest, Math.max(0, ...ends))];
}

function signed(value: number): string {
  const text = scoreText(value);
  return value > 0 && text !== "0.000" ? `+${text}` : text;
}
