import { isWeftError } from "../../core/is_weft_error.ts";
import type { Job, JobResult } from "./job.ts";
import { keyOf } from "./key.ts";
import type { Measured } from "./measured.ts";
import { missingData } from "./missing_data.ts";
import type { PlannedRun } from "./plan.ts";
import { subjectName } from "./subject_name.ts";
import type { Store } from "./store.ts";

/** How a plan is carried out. */
export interface RunPlanOptions {
  /** Where results are kept. */
  readonly store: Store;
  /** Kind of the engine that computes them. */
  readonly engineKind: string;
  /** Does a run that was not done yet. */
  readonly runJob: (job: Job) => Promise<JobResult>;
  /** Called before each such run and after a failure. */
  readonly say: (line: string) => void;
}

/** The result of a training that could not be finished. */
const NOTHING: JobResult = { scores: {}, labels: "", nEpochs: 0, seconds: 0 };

/** What is known of a plan's runs without doing any. */
export function readPlan(
  runs: readonly PlannedRun[],
  { store, engineKind }: Pick<RunPlanOptions, "store" | "engineKind">,
): Measured[] {
  return runs.map((run): Measured => {
    try {
      const result = store.read(keyOf(run.job, engineKind));
      return result ? { run, result } : { run, lacking: missingData(run.job.tissue) };
    } catch (error) {
      return { run, problem: problemOf(error) };
    }
  });
}

/** Does what was not done yet, and keeps each result at once; a run that fails does not stop the others. */
export async function runPlan(runs: readonly PlannedRun[], options: RunPlanOptions): Promise<void> {
  const { store, engineKind, runJob, say } = options;
  const open = readPlan(runs, options).filter(({ result, problem }) => !result && problem === undefined);
  for (const [done, { run }] of open.entries()) {
    const key = keyOf(run.job, engineKind);
    // Two questions may share a run, and another process may have done it by now.
    if (store.read(key)) continue;
    say(`${done + 1} of ${open.length}: ${inWords(run)}`);
    try {
      store.write(key, await runJob(run.job));
    } catch (error) {
      const problem = problemOf(error);
      say(`failed: ${inWords(run)}: ${problem}`);
      // That a training diverges is a result; a tissue that cannot be read is none, nor is a lack of memory.
      if (isWeftError(error, "Failed") && error.fields.needed === undefined) {
        store.write(key, { ...NOTHING, failed: problem });
      }
    }
  }
}

/** A run in a line. */
export function inWords({ study, table, row, job }: PlannedRun): string {
  return `${study}, ${table}, ${subjectName(job.tissue)}, seed ${job.seed}: ${row.label}`;
}

/** The message of an error that a run may end in; any other is thrown on. */
function problemOf(error: unknown): string {
  if (isWeftError(error)) return error.message;
  throw error;
}
