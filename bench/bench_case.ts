/** What one side of a comparison came to in one round. */
export interface Outcome {
  /** Wall seconds of the work itself. */
  readonly seconds: number;
  /** How good the answer is, by name: recall, trustworthiness, explained variance … */
  readonly quality: Readonly<Record<string, number>>;
}

/** One thing that is timed beside the field's own tool, on the same bytes. */
export interface BenchCase {
  /** Name of the case and of its peer's script, `peers/<name>.py`. */
  readonly name: string;
  /** What is done, on what. */
  readonly title: string;
  /** Writes the data both sides read into a folder. */
  readonly prepare: (folder: string) => Promise<void>;
  /** Reads the data once; returns what does the work once and judges it. */
  readonly open: (folder: string) => Promise<() => Outcome | Promise<Outcome>>;
}

/** Times a piece of work. */
export function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const started = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - started) / 1000 };
}
