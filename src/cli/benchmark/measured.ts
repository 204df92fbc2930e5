import type { JobResult } from "./job.ts";
import type { PlannedRun } from "./plan.ts";

/** A planned run with what came of it. */
export interface Measured {
  /** The run. */
  readonly run: PlannedRun;
  /** What it gave; nothing while it is to be done, or where it cannot be done. */
  readonly result?: JobResult | undefined;
  /** Why it cannot be done. */
  readonly problem?: string | undefined;
  /** Where real data lies that it needs and that is not there; of a run without result alone. */
  readonly lacking?: string | undefined;
}
