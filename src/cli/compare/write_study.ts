import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { writeTable } from "../../io/text/write_table.ts";
import { exportHtml } from "../../report/export_html.ts";
import type { Study } from "../../study/study.ts";
import { summaryLines } from "../../study/summary/summary_lines.ts";
import type { OutFolder } from "../integrate/out_folder.ts";

/** Names of what a comparison leaves behind. */
export const [TABLE, RUNS, SUMMARY, PAGE] = ["table.csv", "runs.csv", "table.json", "report.html"] as const;

/** Writes the tables and the page of a study that has ended. */
export async function writeStudy(study: Study, { staging }: OutFolder): Promise<void> {
  const { name, state, metric, rows, lines } = study;
  await writeTable(study.table, join(staging, TABLE));
  await writeTable(study.runs, join(staging, RUNS));
  const runs = rows.map(({ variant, seed, state, epoch, seconds, scores, problem, stopReason = null }) => {
    return { variant, seed, state, epochs: epoch, stopReason, seconds, scores, problem };
  });
  const summary = { name, state, metric, lines: summaryLines(rows, lines, metric), runs };
  await writeFile(join(staging, SUMMARY), `${JSON.stringify(summary, null, 2)}\n`);
  await exportHtml([study], join(staging, PAGE), { title: name, lead: `weft compare: ${lines.length} lines.` });
}
