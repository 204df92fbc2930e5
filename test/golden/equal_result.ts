import type { CaseResult } from "./topic.ts";

/** The result of a case whose content has to be the same, from the first difference found. */
export function equalResult(id: string, difference: string | undefined): CaseResult {
  return {
    id,
    maxDifference: difference === undefined ? 0 : Infinity,
    tolerance: "equal",
    pass: difference === undefined,
    ...(difference === undefined ? {} : { note: difference }),
  };
}
