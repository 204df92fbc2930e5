import type { Progress } from "../../core/progress.ts";

/** Where progress is shown: one line that rewrites itself on a terminal; elsewhere a line now and then of slow stages. */
export interface ProgressLine {
  /** Shows how far the work has come. */
  readonly onProgress: (progress: Progress) => void;
  /** Prints a line that stays. */
  readonly say: (line: string) => void;
}

/** What a progress line writes to. */
export interface Sink {
  /** Whether it is a terminal. */
  readonly isTerminal: boolean;
  /** Writes text. */
  readonly write: (text: string) => void;
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
}

/** Milliseconds between two lines. */
const TERMINAL_PACE = 100;
const LOG_PACE = 5000;

/** Makes a progress line on standard error, or on the sink given. */
export function progressLine(sink: Sink = standardError()): ProgressLine {
  let last = -Infinity;
  let stage = "";
  let started = 0;
  let open = false;
  const close = () => {
    if (open) sink.write("\n");
    open = false;
  };
  return {
    onProgress: (progress) => {
      const now = sink.now();
      if (progress.stage !== stage) {
        close();
        [stage, started, last] = [progress.stage, now, sink.isTerminal ? -Infinity : now];
      }
      if (now - last < (sink.isTerminal ? TERMINAL_PACE : LOG_PACE)) return;
      last = now;
      const line = describe(progress, (now - started) / 1000);
      sink.write(sink.isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
      open = sink.isTerminal;
    },
    say: (line) => {
      close();
      sink.write(`${line}\n`);
    },
  };
}

/** "training 120/300 · 14.2/s · 13 s left · triplet_rna 0.312". */
export function describe({ stage, done, total, values }: Progress, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [`${stage} ${done}${total === undefined ? "" : `/${total}`}`];
  if (rate > 0) parts.push(`${rate.toPrecision(3)}/s`);
  if (rate > 0 && total !== undefined && done < total) parts.push(`${Math.ceil((total - done) / rate)} s left`);
  for (const [name, value] of Object.entries(values ?? {})) parts.push(`${name} ${value.toPrecision(4)}`);
  return parts.join(" · ");
}

/** Standard error. */
export function standardError(): Sink {
  const encoder = new TextEncoder();
  return {
    isTerminal: Deno.stderr.isTerminal(),
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
    now: () => performance.now(),
  };
}
