import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { BenchmarkRow } from "./row.ts";
import { ROWS } from "./rows.ts";

/** What tuning chose, frozen in a file: settings by the row's name. */
export type TunedSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads what tuning chose; `undefined` when nothing was tuned yet. */
export async function readTuned(path: string): Promise<TunedSettings | undefined> {
  return existsSync(path) ? JSON.parse(await readFile(path, "utf8")).settings : undefined;
}

/** The rows of the methods that were tuned, with what was chosen. */
export function tunedRows(tuned: TunedSettings): BenchmarkRow[] {
  return ROWS.filter(({ id }) => Object.hasOwn(tuned, id)).map((row) => ({
    ...row,
    label: row.label.replace(/ \(`.*/, "") + ", tuned",
    options: { ...row.options, ...tuned[row.id] },
  }));
}
