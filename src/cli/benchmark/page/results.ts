import { median } from "../../../core/median.ts";
import type { JobResult } from "../job.ts";
import type { Measured } from "../measured.ts";
import type { BenchmarkRow } from "../row.ts";
import type { StudyName } from "../study.ts";
import { subjectNumber } from "../subject_name.ts";

/** All results of one row in one table. */
export interface RowResults {
  /** The row. */
  readonly row: BenchmarkRow;
  /** What was planned. */
  readonly nPlanned: number;
  /** How many trainings could not be finished. */
  readonly nFailed: number;
  /** Results by tissue and training seed. */
  readonly results: ReadonlyMap<string, JobResult>;
  /** Why the row cannot be run, if so. */
  readonly problem: string | undefined;
  /** Real data that an open run needs and that is not there. */
  readonly lacking: string | undefined;
}

/** The names of a study's tables, in the order of the plan. */
export function tablesOf(measured: readonly Measured[], study: StudyName): string[] {
  return [...new Set(measured.filter(({ run }) => run.study === study).map(({ run }) => run.table))];
}

/** The rows of one table, in the order of the plan. */
export function rowsOf(measured: readonly Measured[], study: StudyName, table: string): RowResults[] {
  const rows = new Map<string, Measured[]>();
  for (const one of measured) {
    if (one.run.study !== study || one.run.table !== table) continue;
    rows.set(one.run.row.id, [...rows.get(one.run.row.id) ?? [], one]);
  }
  return [...rows.values()].map((all) => ({
    row: all[0]!.run.row,
    nPlanned: all.length,
    nFailed: all.filter(({ result }) => result?.failed !== undefined).length,
    results: new Map(
      all.flatMap(({ run, result }) => result && !result.failed ? [[unitOf(run.job), result] as const] : []),
    ),
    problem: all.find(({ problem }) => problem !== undefined)?.problem,
    lacking: all.find(({ lacking }) => lacking !== undefined)?.lacking,
  }));
}

/** Whether any of the rows has a result. */
export function isRun(rows: readonly RowResults[]): boolean {
  return rows.some(({ results }) => results.size > 0);
}

/** The values of a score, one a result that has it. */
export function valuesOf({ results }: RowResults, score: string): number[] {
  return [...results.values()].map(({ scores }) => scores[score] ?? NaN).filter(Number.isFinite);
}

/** Two rows' values of a score on the tissues and seeds that both have. */
export function pairsOf(a: RowResults, b: RowResults, score: string): readonly [number[], number[]] {
  const shared = [...a.results.keys()].filter((unit) => b.results.has(unit));
  const of = ({ results }: RowResults) => shared.map((unit) => results.get(unit)!.scores[score] ?? NaN);
  return [of(a), of(b)];
}

/** The row of highest median; `undefined` when none was run. */
export function best(rows: readonly RowResults[], score: string): RowResults | undefined {
  const run = rows.filter((row) => valuesOf(row, score).length > 0);
  const height = (row: RowResults) => median(valuesOf(row, score));
  return run.reduce<RowResults | undefined>((top, row) => !top || height(row) > height(top) ? row : top, undefined);
}

/** How many of the planned runs are there, where not all are: ` [3 of 10]`; and how many failed. */
export function coverage({ nPlanned, nFailed, results, problem }: RowResults): string {
  if (results.size === nPlanned) return "";
  if (nFailed > 0) return ` [${results.size} of ${nPlanned}, ${nFailed} failed]`;
  return problem !== undefined && results.size === 0 ? " [cannot be run]" : ` [${results.size} of ${nPlanned}]`;
}

/** The training seed of a result, by the name that {@linkcode RowResults.results} has it under. */
export function trainingSeed(unit: string): string {
  return unit.slice(unit.lastIndexOf("/") + 1);
}

function unitOf({ tissue, seed }: Measured["run"]["job"]): string {
  return `${subjectNumber(tissue)}/${seed}`;
}
