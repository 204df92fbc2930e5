import type { CaseResult, Measured } from "./measure.ts";
import type { Side } from "./side.ts";
import { largestDifference, type Spread, summarize, type Summary } from "./summary.ts";

/** What a case came to as markdown: a heading, the table of its sides, their stages and versions. */
export function caseTable({ one, measured, load }: CaseResult): string {
  const rows = measured.map((each) => ({
    ...each,
    summary: each.outcomes.length > 0 ? summarize(each.outcomes) : null,
  }));
  const forms = rows.filter(({ side }) => isPeer(side) && side.cpu === "all").map(({ side }) => side);
  const reference = rows.find(({ summary }) => summary !== null && summary.losses.length > 0)?.summary?.losses ?? [];
  const head = [
    "side",
    "wall, median (least)",
    "CPU, median (least)",
    "peak",
    ...forms.map(({ name }) => `${name} / this`),
  ];
  if (rows.some(({ summary }) => summary && Object.keys(summary.quality).length > 0)) head.push("quality");
  if (reference.length > 0) head.push("losses: first, second, last (largest difference)");
  const lines = rows.map(({ side, summary, missing }) => {
    if (summary === null) return [side.name, `missing: ${missing}`];
    const rivals = forms.map((form) => {
      const rival = rows.find((other) => isPeer(side) ? undefined : isRival(other.side, form, side))?.summary;
      return rival ? ratio(rival, summary) : "–";
    });
    const cells = [side.name, times(summary.wall), times(summary.cpu), bytes(summary.peakBytes), ...rivals];
    if (head.includes("quality")) cells.push(words(summary.quality));
    // A side that is done once has come less far than the others.
    if (reference.length > 0) cells.push(losses(side.once ? summary.losses.slice(0, 2) : summary.losses, reference));
    return cells;
  });
  const [before, after] = load.map((value) => value.toFixed(1));
  return [
    `### ${one.title}\n`,
    table(head, lines),
    "",
    `\`${one.name}\`; load ${before} before, ${after} after; ${versionsOf(measured)}\n`,
    ...stagesOf(rows),
  ].join("\n");
}

/** A markdown table; rows that are too short are filled up. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${head.map((_, i) => cells[i] ?? "").join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A time to three digits: `12.3 ms`, `1.23 s`. */
export function time(seconds: number): string {
  return seconds < 0.9995 ? `${digits(seconds * 1000)} ms` : `${digits(seconds)} s`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function times({ median, least }: Spread): string {
  return `${time(median)} (${time(least)})`;
}

function bytes(count: number | undefined): string {
  return count === undefined ? "–" : `${(count / 2 ** 20).toFixed(0)} MiB`;
}

/** How many times as fast, by medians of wall and (CPU) time. */
function ratio(rival: Summary, own: Summary): string {
  const by = (part: "wall" | "cpu") => (rival[part].median / own[part].median).toFixed(2);
  return `${by("wall")} (${by("cpu")})`;
}

function words(quality: Readonly<Record<string, number>>): string {
  return Object.entries(quality).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(", ");
}

function losses(own: readonly number[], reference: readonly number[]): string {
  if (own.length === 0) return "–";
  const shown = own.map((loss) => loss.toPrecision(8)).join(", ");
  return own === reference ? shown : `${shown} (${largestDifference(own, reference).toExponential(0)})`;
}

function isPeer({ runs }: Side): boolean {
  return "script" in runs;
}

function isRival(other: Side, form: Side, own: Side): boolean {
  if (!("script" in other.runs && "script" in form.runs) || other.cpu !== own.cpu) return false;
  return other.runs.script === form.runs.script && other.runs.form === form.runs.form;
}

function stagesOf(rows: readonly { readonly side: Side; readonly summary: Summary | null }[]): string[] {
  return rows.flatMap(({ side, summary }) => {
    const stages = Object.entries(summary?.stages ?? {}).map(([name, seconds]) => `${name} ${time(seconds)}`);
    return stages.length === 0 ? [] : [`Stages of ${side.name}: ${stages.join("; ")}.\n`];
  });
}

function versionsOf(measured: readonly Measured[]): string {
  return [...new Set(measured.map(({ versions }) => versions).filter((text) => text !== ""))].join("; ");
}
