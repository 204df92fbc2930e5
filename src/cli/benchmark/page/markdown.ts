/** What stands in place of what was not run. */
export const NOTHING = "_Nothing of this was run yet._";

/** A table in markdown, all columns but the first to the right unless told; no row gives a sentence instead. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: "left" | "right" = "right",
): string {
  if (rows.length === 0) return NOTHING;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => i === 0 || align === "left" ? "---" : "--:")), ...rows.map(line)]
    .join("\n");
}

/** Paragraphs and tables, an empty line between them; empty ones are left out. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A list; nothing for no points. */
export function list(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join("\n");
}

/** Something that opens on a click. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
