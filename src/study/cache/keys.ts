import { VERSION } from "../../core/version.ts";
import type { MethodSpec, ReadOutSpec } from "../runner/task.ts";
import { digestJson } from "./digest.ts";

/** Version of what is kept; another one makes every key another. */
const FORMAT = 1;
/** Version of how an embedding is read out; another one makes the keys of read-outs others, and of no training. */
const READING = 2;

/** What a training follows from. */
export interface TrainingKeyParts {
  /** Digest of the slots that are read. */
  readonly tissue: string;
  readonly method: MethodSpec;
  /** Of the method's code. */
  readonly revision: readonly number[];
  readonly seed: number;
  readonly nEpochs: number;
  /** Which features are read. */
  readonly inputs: unknown;
  /** Name and instruction set of the engine. */
  readonly engine: readonly [name: string, kind: string];
}

/** The name under which a training is kept. */
export function trainingKey(parts: TrainingKeyParts): string {
  return digestJson({ what: "training", format: FORMAT, weft: VERSION, ...parts }).slice(0, 40);
}

/** The name under which the read-out of a training is kept. */
export function readOutKey(training: string, scoring: string, spec: ReadOutSpec): string {
  return digestJson({ what: "read-out", format: FORMAT, reading: READING, weft: VERSION, training, scoring, ...spec })
    .slice(0, 40);
}
