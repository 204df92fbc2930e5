import { checkInteger } from "../core/check.ts";
import { labelCodes, type Labels } from "./labels.ts";

/** The labels that few batches have: codes, and which of them are isolated. */
export interface IsolatedLabels {
  /** Code of every row; −1 where the label or the batch is missing. */
  readonly codes: Int32Array;
  /** The labels by code. */
  readonly names: readonly string[];
  /** Codes of the isolated labels, rising. */
  readonly isolated: readonly number[];
}

/**
 * Labels found in at most `threshold` batches: by default in as many as the rarest one is. There are none when that is
 * every batch and no threshold was given, unless `orAll` (scib-metrics then takes all).
 */
export function isolatedNames(
  labels: Labels,
  batch: Labels,
  threshold: number | undefined,
  orAll: boolean,
): IsolatedLabels {
  if (threshold !== undefined) checkInteger(threshold, "isoThreshold", 1);
  const types = labelCodes(labels);
  const batches = labelCodes(batch);
  const codes = types.codes.map((code, i) => batches.codes[i]! < 0 ? -1 : code);
  const seen = types.names.map(() => new Set<number>());
  codes.forEach((code, i) => code >= 0 && seen[code]!.add(batches.codes[i]!));
  const counts = seen.map(({ size }) => size);
  const least = Math.min(...counts.filter((count) => count > 0));
  const limit = threshold ?? least;
  const none = threshold === undefined && !orAll && least === batches.names.length;
  const isolated = none ? [] : counts.flatMap((count, code) => count > 0 && count <= limit ? [code] : []);
  return { codes, names: types.names, isolated };
}
