import { WeftError } from "../../core/error.ts";
import type { InterruptNews, InterruptState, Phase } from "./interrupt_worker.ts";
import type { Begun } from "./out_folder.ts";

/** Exit code after Ctrl-C, as shells know it. */
export const INTERRUPTED = 130;

/** Ctrl-C, caught. */
export interface Interrupt {
  /** Given at the first Ctrl-C, unless that ends the process: before training nothing is worth keeping. */
  readonly signal: AbortSignal;
  /** Says how far the work has come, which decides what Ctrl-C means. */
  readonly enter: (phase: Phase) => void;
  /** Says what is to be undone when the process is ended; to be awaited before it is begun. */
  readonly guard: (begun: Begun) => Promise<void>;
  /** Stops listening. */
  readonly dispose: () => void;
}

/** Listens for Ctrl-C, also while this thread computes; until that works, Ctrl-C ends the process as it always does. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const worker = new Worker(new URL("./interrupt_worker.ts", import.meta.url), { type: "module" });
  // The worker answers its own start and every message, in order.
  const awaited = [Promise.withResolvers<void>()];
  let failure: WeftError | undefined;
  worker.onmessage = ({ data }: MessageEvent<InterruptNews>) => {
    if (data === "interrupted") controller.abort();
    else awaited.shift()!.resolve();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failure = new WeftError("Failed", { expected: "to be able to listen for Ctrl-C", found: event.message });
    for (const { reject } of awaited) reject(failure);
  };
  awaited[0]!.promise.catch(() => {});
  let state: InterruptState = { phase: "preparing", begun: undefined };
  const tell = (news: Partial<InterruptState>): Promise<void> => {
    if (failure) return Promise.reject(failure);
    const answer = Promise.withResolvers<void>();
    awaited.push(answer);
    worker.postMessage(state = { ...state, ...news });
    return answer.promise;
  };
  return {
    signal: controller.signal,
    enter: (phase) => void (state.phase !== phase && tell({ phase })),
    guard: (begun) => tell({ begun }),
    dispose: () => worker.terminate(),
  };
}
