import { median } from "../src/core/median.ts";
import type { Outcome } from "./bench_case.ts";

/** The middle and the least of what was measured. */
export interface Spread {
  /** The middle value. */
  readonly median: number;
  /** The least value. */
  readonly least: number;
}

/** A side's rounds in short. */
export interface Summary {
  /** Wall seconds of a repetition. */
  readonly wall: Spread;
  /** Processor seconds of a repetition. */
  readonly cpu: Spread;
  /** Most memory the process has held, in bytes. */
  readonly peakBytes: number | undefined;
  /** How good the last answer was. */
  readonly quality: Readonly<Record<string, number>>;
  /** First, second and last loss, when something is trained. */
  readonly losses: readonly number[];
  /** Wall seconds of the parts, each the middle of its rounds. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Puts a side's rounds together: times over all repetitions, the answer of the last. */
export function summarize(outcomes: readonly Outcome[]): Summary {
  const last = outcomes.at(-1)!;
  const stages: Record<string, number> = {};
  for (const name of Object.keys(last.stages ?? {})) {
    stages[name] = spread(outcomes.map((outcome) => outcome.stages?.[name] ?? 0)).median;
  }
  return {
    wall: spread(outcomes.flatMap(({ seconds }) => seconds)),
    cpu: spread(outcomes.flatMap(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: last.peakBytes,
    quality: last.quality,
    losses: last.losses ?? [],
    stages,
  };
}

/** The middle and the least value. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values) };
}

/** The largest difference between two lists of losses, as a share of the reference; 0 when they are the same. */
export function largestDifference(losses: readonly number[], reference: readonly number[]): number {
  return Math.max(0, ...losses.map((loss, i) => Math.abs(loss - reference[i]!) / Math.abs(reference[i]!)));
}
