import { NOTHING } from "./markdown.ts";
import type { RowResults } from "./results.ts";

/** What stands in place of a table of which no run has a result: why there is none. */
export function notRun(rows: readonly RowResults[]): string {
  const lacking = rows.find((row) => row.lacking !== undefined)?.lacking;
  if (lacking !== undefined) {
    return `_Not run here: there is no \`${lacking}\`._ Real data lies beside the repository; it is no part of it.`;
  }
  if (rows.some(({ nFailed }) => nFailed > 0)) return "_No result: all trainings that were run failed._";
  const problem = rows.every((row) => row.problem !== undefined) ? rows[0]?.problem : undefined;
  return problem === undefined ? NOTHING : `_Cannot be run._ ${problem}`;
}
