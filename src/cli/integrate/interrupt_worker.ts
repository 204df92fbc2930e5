/**
 * Runs in a worker, because it must hear Ctrl-C while the main thread computes: tells the main thread to stop after the
 * present epoch, or undoes what was begun and lets the signal end the process.
 */
import { abandon, type Begun } from "./out_folder.ts";

/** How far the work has come: before training nothing is worth keeping, after it there is nothing to stop. */
export type Phase = "preparing" | "training" | "finishing";

/** What the main thread tells: where it stands, and what it has begun to write. */
export interface InterruptState {
  readonly phase: Phase;
  readonly begun: Begun | undefined;
}

/** What the worker tells: that it listens and knows what it was told last, or that Ctrl-C was pressed. */
export type InterruptNews = "ready" | "interrupted";

const WORDS: Readonly<Record<Phase, string>> = {
  preparing: "Stopped before training; nothing was written.",
  training: "Stopping after this epoch; what is trained will be written. Ctrl-C again ends at once.",
  finishing: "Training is over; the results are being written. Ctrl-C again ends at once.",
};

/** The scope of a dedicated worker, which the standard types of this program do not describe. */
const scope = globalThis as unknown as {
  postMessage(news: InterruptNews): void;
  onmessage: (event: MessageEvent<InterruptState>) => void;
};

let state: InterruptState = { phase: "preparing", begun: undefined };
let times = 0;

/** Ctrl-C, and a batch system's request to end, which is heard alike. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const listeners = SIGNALS.map((signal) => () => hear(signal));

function hear(signal: (typeof SIGNALS)[number]): void {
  times++;
  const start = Deno.stderr.isTerminal() ? "\n" : "";
  if (times === 1) Deno.stderr.writeSync(new TextEncoder().encode(`${start}${WORDS[state.phase]}\n`));
  if (times === 1 && state.phase !== "preparing") return scope.postMessage("interrupted");
  if (state.begun) abandon(state.begun);
  SIGNALS.forEach((name, i) => Deno.removeSignalListener(name, listeners[i]!));
  Deno.kill(Deno.pid, signal);
}

scope.onmessage = ({ data }) => {
  state = data;
  scope.postMessage("ready");
};
SIGNALS.forEach((name, i) => Deno.addSignalListener(name, listeners[i]!));
scope.postMessage("ready");
