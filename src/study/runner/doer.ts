import { WeftError } from "../../core/error.ts";
import type { Method } from "../../methods/method.ts";
import { performTask } from "./perform_task.ts";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./study_worker.ts";
import type { Task, TaskContext, TaskNews } from "./task.ts";

/** Somebody who does tasks, one at a time. */
export interface Doer {
  /**
   * Does a task and tells what comes of it.
   *
   * @throws {WeftError} What broke it; `Aborted` when it was stopped.
   */
  perform(task: Task, method: Method, tell: (news: TaskNews) => void, signal: AbortSignal): Promise<void>;
  /** Gives back what it holds. */
  close(): void;
}

/** Does tasks on this thread. */
export function localDoer(context: TaskContext): Doer {
  return {
    perform: (task, method, tell, signal) => performTask(task, method, context, tell, signal),
    close: () => undefined,
  };
}

/** Time that a thread has to end by itself, in ms: in the midst of a step it does not hear. */
const GRACE = 3000;

/** Does tasks on a thread of its own, which makes the method again from its description. */
export class WorkerDoer implements Doer {
  readonly #worker: Worker;
  #busy: { readonly tell: (news: TaskNews) => void; readonly done: PromiseWithResolvers<void> } | undefined;
  #broken: WeftError | undefined;

  /** @param start What it is told first. */
  constructor(start: WorkerStart) {
    this.#worker = new Worker(new URL("./study_worker.ts", import.meta.url), { type: "module", name: "weft study" });
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#break(new WeftError("Failed", { expected: "the trainings of a study", found: event.message }));
    };
    this.#order(start);
  }

  async perform(task: Task, _: Method, tell: (news: TaskNews) => void, signal: AbortSignal): Promise<void> {
    if (this.#broken) throw this.#broken;
    const done = Promise.withResolvers<void>();
    this.#busy = { tell, done };
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      this.#order("stop");
      patience = setTimeout(() => this.#break(stopped()), GRACE);
    };
    signal.addEventListener("abort", stop);
    try {
      this.#order(task);
      if (signal.aborted) stop();
      await done.promise;
    } finally {
      clearTimeout(patience);
      signal.removeEventListener("abort", stop);
      this.#busy = undefined;
    }
  }

  close(): void {
    // A thread that ends by itself gives the kernels' threads back, too.
    if (!this.#broken) this.#order("end");
  }

  #order(order: WorkerOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(answer: WorkerAnswer): void {
    if (answer.kind === "done") this.#busy?.done.resolve();
    else if (answer.kind === "failed") {
      this.#busy?.done.reject(new WeftError(answer.failure.tag, answer.failure.fields));
    } else this.#busy?.tell(answer);
  }

  #break(error: WeftError): void {
    this.#broken ??= error;
    this.#worker.terminate();
    this.#busy?.done.reject(error);
  }
}

function stopped(): WeftError {
  return new WeftError("Aborted", { expected: "the study to finish", found: "that it was stopped" });
}
