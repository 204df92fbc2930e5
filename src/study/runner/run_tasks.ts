import { isWeftError } from "../../core/is_weft_error.ts";
import type { Method } from "../../methods/method.ts";
import { type Doer, localDoer, WorkerDoer } from "./doer.ts";
import type { CrewSize } from "./crew_size.ts";
import type { Task, TaskContext, TaskNews } from "./task.ts";

/** A task with the method that it trains. */
export interface Job {
  readonly task: Task;
  readonly method: Method;
}

/** What is told while jobs are done. */
export interface JobWatcher {
  started(task: Task): void;
  /** Awaited before the next news of the same task. */
  heard(task: Task, news: TaskNews): void;
  /** With the error, when it was broken. */
  ended(task: Task, error: unknown): void;
}

/** Does jobs in their order, several side by side; one that fails stops no other. */
export async function runTasks(
  jobs: readonly Job[],
  context: TaskContext,
  { workers, threads }: CrewSize,
  watcher: JobWatcher,
  signal: AbortSignal,
): Promise<void> {
  let next = 0;
  const makeDoer = (): Doer => workers === 0 ? localDoer(context) : new WorkerDoer({ context, threads });
  const work = async (): Promise<void> => {
    let doer: Doer | undefined;
    try {
      while (next < jobs.length && !signal.aborted) {
        const { task, method } = jobs[next++]!;
        doer ??= makeDoer();
        watcher.started(task);
        try {
          await doer.perform(task, method, (news) => watcher.heard(task, news), signal);
          watcher.ended(task, undefined);
        } catch (error) {
          watcher.ended(task, error);
          if (isWeftError(error, "Aborted")) return;
          // What broke it may have broken the thread, too.
          doer.close();
          doer = undefined;
        }
      }
    } finally {
      doer?.close();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, work));
}
