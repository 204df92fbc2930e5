import { isWeftError } from "../core/is_weft_error.ts";
import type { IntegrationScore } from "./integration_scores.ts";

/** A score with what a reader should know of it. */
export interface Noted {
  readonly value: number;
  readonly notes: readonly string[];
}

/** `null` for a score that is undefined here, or that needs more cells than there are. */
export function definedScore(compute: () => number | Noted): Pick<IntegrationScore, "value" | "note"> {
  try {
    const found = compute();
    const { value, notes } = typeof found === "number" ? { value: found, notes: [] } : found;
    return { value: Number.isFinite(value) ? value : null, ...(notes.length > 0 && { note: notes.join(" ") }) };
  } catch (error) {
    if (isWeftError(error, "TooSmall")) return { value: null };
    throw error;
  }
}
