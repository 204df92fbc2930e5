import type { Measured } from "../measured.ts";
import { table } from "./markdown.ts";

/** What every row is, in the words of the program. */
export function settings(measured: readonly Measured[]): string {
  const rows = new Map(measured.map(({ run: { row } }) => [JSON.stringify([row.label, row.method, row.options]), row]));
  return table(
    ["row", "method", "options"],
    [...rows.values()].map(({ label, method, options, modalities }) => [
      label,
      `\`${method}\`${modalities ? ` on \`${modalities.join(", ")}\`` : ""}`,
      Object.keys(options).length === 0 ? "defaults" : `\`${JSON.stringify(options)}\``,
    ]),
    "left",
  );
}
