import process from "node:process";

/** What one side of a comparison came to in one round. */
export interface Outcome {
  /** Wall seconds of the work itself. */
  readonly seconds: number;
  /** Processor seconds of all threads: what a loaded machine does not stretch. */
  readonly cpuSeconds: number;
  /** How good the answer is, by name: recall, trustworthiness, explained variance … */
  readonly quality: Readonly<Record<string, number>>;
}

/** One thing that is timed beside the field's own tool, on the same bytes. */
export interface BenchCase {
  /** Name of the case and, unless `peer` says otherwise, of its peer's script, `peers/<name>_peer.py`. */
  readonly name: string;
  /** The peer of another case, when this one has none of its own. */
  readonly peer?: string;
  /** What is done, on what. */
  readonly title: string;
  /** Writes the data both sides read into a folder. */
  readonly prepare: (folder: string) => Promise<void>;
  /** Reads the data once; returns what does the work once and judges it. */
  readonly open: (folder: string) => Promise<() => Outcome | Promise<Outcome>>;
}

/** A value and what it took to make it. */
export interface Timed<T> {
  readonly value: T;
  readonly spent: Pick<Outcome, "seconds" | "cpuSeconds">;
}

/** Times a piece of work. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const started = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, spent: { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 } };
}
