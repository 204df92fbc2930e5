import { WeftError } from "../core/error.ts";
import type { Weights } from "../nn/parameter_set.ts";
import type { EpochLosses } from "./history.ts";
import { keptIn } from "./sound_state.ts";

/** What is known when a loss is not finite. */
export interface FailureFacts {
  /** The losses. */
  readonly losses: EpochLosses;
  /** Epochs done. */
  readonly epoch: number;
  /** Updates done in the epoch that goes on. */
  readonly nUpdates: number;
  /** The weights from which the losses come. */
  readonly weights: ReadonlyMap<string, Weights>;
  /** The last state that had finite losses; `undefined` when there was none. */
  readonly sound: { readonly epoch: number; readonly weights: ReadonlyMap<string, Weights> } | undefined;
}

/** Weights so many times larger than they were have run away. */
const RUN_AWAY = 100;

/** The error for a loss that is not finite: which terms, when, the likely cause, and what is left. */
export function notFinite({ losses: { total, terms }, epoch, nUpdates, weights, sound }: FailureFacts): WeftError {
  const bad = Object.keys(terms).filter((name) => !Number.isFinite(terms[name]));
  const likely = cause(epoch + nUpdates, weights, sound);
  return new WeftError("Failed", {
    expected: "a finite loss",
    found: `${total} (${bad.join(", ") || "the sum of finite terms"})`,
    where: `epoch ${epoch + 1}${nUpdates > 0 ? `, update ${nUpdates + 1}` : ""}`,
    next: sound ? `${likely} ${keptIn("run.checkpoint()", sound.epoch)}` : likely,
    terms: bad,
    epoch: epoch + 1,
    cause: likely,
    ...(sound && { soundEpoch: sound.epoch }),
  });
}

function cause(nDone: number, weights: FailureFacts["weights"], sound: FailureFacts["sound"]): string {
  if (nDone === 0) return "No weight has moved yet: check the features for outliers. Lower lr if there are none.";
  const now = largest(weights);
  const before = sound && largest(sound.weights);
  if (!Number.isFinite(now)) return "The weights are no longer finite. Lower lr, or set gradClip.";
  if (before !== undefined && now > RUN_AWAY * Math.max(before, 1)) {
    return `The weights have grown from ${short(before)} to ${short(now)}. Lower lr, or set gradClip.`;
  }
  return `The weights are of usual size, ${
    short(now)
  } at most: check the features for outliers. Lower lr if there are none.`;
}

function largest(weights: ReadonlyMap<string, Weights>): number {
  let most = 0;
  for (const { data } of weights.values()) {
    for (const value of data) {
      const size = Math.abs(value);
      if (!(size <= most)) most = size;
      if (Number.isNaN(size)) return NaN;
    }
  }
  return most;
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
