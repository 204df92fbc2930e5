/**
 * The thread that does tasks of a study, one after another: the first message is what they share, each further one a task;
 * `"stop"` breaks the present one off, `"end"` gives everything back.
 *
 * @module
 */
import { WeftError } from "../../core/error.ts";
import { openEngine } from "../../engine/open_engine.ts";
import { makeMethod } from "./make_method.ts";
import { performTask } from "./perform_task.ts";
import type { Task, TaskContext, TaskFailure, TaskNews } from "./task.ts";

/** The first message. */
export interface WorkerStart {
  readonly context: TaskContext;
  /** Threads it may compute on. */
  readonly threads: number;
}

/** What the thread is told. */
export type WorkerOrder = WorkerStart | Task | "stop" | "end";

/** What it answers: news of a task, and at last that it is done or why not. */
export type WorkerAnswer =
  | TaskNews
  | { readonly kind: "done"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly failure: TaskFailure };

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<WorkerOrder>) => void) | null;
  postMessage(answer: WorkerAnswer): void;
  close(): void;
};

let start: WorkerStart | undefined;
let controller = new AbortController();

scope.onmessage = ({ data }) => {
  if (data === "end") scope.close();
  else if (data === "stop") controller.abort();
  else if ("context" in data) start = data;
  else void perform(data);
};

async function perform(task: Task): Promise<void> {
  const { id } = task;
  controller = new AbortController();
  try {
    const { context, threads } = start!;
    const engine = await openEngine({ engine: context.engine });
    engine.backend?.kernels.useThreads(threads);
    const method = makeMethod(task.method)!;
    await performTask(task, method, context, (news) => scope.postMessage(news), controller.signal);
    scope.postMessage({ kind: "done", id });
  } catch (error) {
    scope.postMessage({ kind: "failed", id, failure: plain(error) });
  }
}

function plain(error: unknown): TaskFailure {
  const { tag, fields } = error instanceof WeftError
    ? error
    : new WeftError("Failed", { expected: "a training to finish", found: String(error) });
  return { tag, fields: JSON.parse(JSON.stringify(fields)) };
}
