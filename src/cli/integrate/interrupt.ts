/** Ctrl-C, caught. */
export interface Interrupt {
  /** Given at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  readonly dispose: () => void;
}

/** Exit code after Ctrl-C, as shells know it. */
export const INTERRUPTED = 130;

/** Listens for Ctrl-C: the first asks for a clean stop, the second ends the process after `cleanUp`. */
export function listenForInterrupt(tell: (line: string) => void, cleanUp: () => void): Interrupt {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) {
      cleanUp();
      Deno.exit(INTERRUPTED);
    }
    controller.abort();
    tell("Stopping after this step; Ctrl-C again ends at once.");
  };
  Deno.addSignalListener("SIGINT", listener);
  return { signal: controller.signal, dispose: () => Deno.removeSignalListener("SIGINT", listener) };
}
