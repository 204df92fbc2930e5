import type { EngineOptions } from "../src/engine/open_engine.ts";
import type { Side } from "./side.ts";

/** What one side of a comparison came to in one round. */
export interface Outcome {
  /** Wall seconds of each repetition of the work. */
  readonly seconds: readonly number[];
  /** Processor seconds of each repetition, all threads: what a loaded machine does not stretch. */
  readonly cpuSeconds: readonly number[];
  /** How good the answer is, by name: recall, trustworthiness, explained variance … */
  readonly quality: Readonly<Record<string, number>>;
  /** The losses so far of what is trained: the first, the second and the last. */
  readonly losses?: readonly number[];
  /** Wall seconds of the parts of the work, by name. */
  readonly stages?: Readonly<Record<string, number>>;
  /** Most memory the process has held so far, in bytes; told by the process that runs the side, where it can. */
  readonly peakBytes?: number;
}

/** What a case of weft's side is opened with. */
export interface OpenOptions {
  /** The engine to ask for; none for work that opens none. */
  readonly engine: NonNullable<EngineOptions["engine"]>;
}

/** One thing that is timed beside the field's own tools, on the same bytes. */
export interface BenchCase {
  /** Name of the case, as the command line takes it. */
  readonly name: string;
  /** What is done, on what. */
  readonly title: string;
  /** Who does it: weft by engine, and the peers. */
  readonly sides: readonly Side[];
  /** How often a round repeats the work, twice at most for sides that are done once; default once. */
  readonly repeat?: number;
  /** The sides do not fit into memory together: each is opened when the one before has had all its rounds; default false. */
  readonly apart?: boolean;
  /** Writes the data the sides read into a folder. */
  readonly prepare: (folder: string) => Promise<void>;
  /** Reads the data once; returns what does one round of the work, `repeat` times in a row, and judges it. */
  readonly open: (folder: string, options: OpenOptions) => Promise<(repeat: number) => Outcome | Promise<Outcome>>;
}
