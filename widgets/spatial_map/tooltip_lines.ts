import { arrayOf } from "../shared/arrays.ts";
import { formatValue } from "../shared/numbers.ts";
import type { Coloring } from "./coloring.ts";
import type { MapData } from "./map_data.ts";
import type { TooltipLine } from "./tooltip.ts";

/** What there is to say of a point: its colour's value, its size's value, its section. */
export function tooltipLines(data: MapData, { codes, colors }: Coloring, row: number): TooltipLine[] {
  const lines: TooltipLine[] = [];
  const channel = data.get("channel");
  const color = colors[codes[row]!];
  if (channel?.kind === "category") {
    lines.push([channel.key, channel.labels[codes[row]!] ?? "missing", color]);
  } else if (channel) {
    lines.push([channel.key, formatValue(data.values()[row] ?? NaN), color]);
  }
  const emphasis = data.get("emphasis");
  if (emphasis && emphasis.key !== channel?.key) {
    lines.push([emphasis.key, formatValue(arrayOf(data.get("emphasisValues"), "float32")[row] ?? NaN)]);
  }
  const sections = data.sections();
  const section = sections?.labels[sections.codes[row]!];
  if (section !== undefined) lines.push(["section", section]);
  return lines;
}
