import type { Message } from "../wire/message.ts";
import type { Sent } from "./kernel_client.ts";
import type { StartedKernel } from "./started_kernel.ts";

/** How the run of a cell came to its end. */
export type CellEnd =
  /** It ran to its end, well or with an error: the kernel's answer. */
  | { readonly kind: "answered"; readonly reply: Message }
  /** It took longer than allowed and was stopped. */
  | { readonly kind: "late" }
  /** The signal was given, and it was stopped. */
  | { readonly kind: "aborted" }
  /** The kernel is gone; what it said last. */
  | { readonly kind: "dead"; readonly words: string };

/** Limits of a cell's run. */
export interface RunCellOptions {
  /** Seconds that it may take; default without end. */
  readonly timeout?: number | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds that a cell has for its last outputs after it was stopped. */
const GRACE = 5000;

/** Waits for a cell that was sent to a kernel, and stops it when it is time. */
export async function runCell(kernel: StartedKernel, sent: Sent, options: RunCellOptions): Promise<CellEnd> {
  const { timeout, signal } = options;
  const answered = sent.done.then((reply): CellEnd => ({ kind: "answered", reply }));
  const dead = kernel.ended.then((words): CellEnd => ({ kind: "dead", words }));
  const stopped = Promise.withResolvers<CellEnd>();
  const abort = (): void => stopped.resolve({ kind: "aborted" });
  const timer = timeout === undefined ? undefined : setTimeout(() => stopped.resolve({ kind: "late" }), timeout * 1000);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  try {
    const end = await Promise.race([answered, dead, stopped.promise]);
    if (end.kind === "late" || end.kind === "aborted") await stop(kernel, [answered, dead]);
    return end;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function stop(kernel: StartedKernel, ends: readonly Promise<CellEnd>[]): Promise<void> {
  kernel.interrupt();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => timer = setTimeout(resolve, GRACE));
  await Promise.race([...ends, grace]);
  clearTimeout(timer);
}
