import type { AnalysisCase, AnalysisFile } from "./analysis.ts";
import { allclose } from "./compare.ts";
import type { CaseResult } from "./topic.ts";

/** One number or many. */
export type Numbers = ArrayLike<number | bigint>;
/** What weft answers to each expectation of a case. */
export type Answers = Record<string, number | Numbers>;
/** Computes the answers of a case. */
export type Answer = (golden: AnalysisCase, arrays: AnalysisFile["arrays"]) => Answers;

/** The largest difference of a case's answers from its expectations, each against the case's tolerance. */
export function judge(golden: AnalysisCase, arrays: AnalysisFile["arrays"], answers: Answers): CaseResult {
  const { rtol = 0, atol = 0, pval_atol = atol } = golden.tolerance;
  const list = (value: unknown): Numbers => {
    if (typeof value === "string") return arrays.get(value)!.data;
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return value as unknown as number[];
    // A small table: its column of numbers.
    if (typeof value === "object") return Object.values(value!).find((column) => typeof column[0] === "number");
    return [value as number];
  };
  let maxDifference = 0;
  const failed: string[] = [];
  for (const [name, want] of Object.entries(golden.expect)) {
    if (!(name in answers)) {
      failed.push(`${name} unanswered`);
      continue;
    }
    const own = name === "pval_norm" ? pval_atol : golden.tolerance[`${name}_atol`];
    const comparison = allclose(list(answers[name]), list(want), { rtol, atol: own ?? atol });
    maxDifference = Math.max(maxDifference, comparison.maxDifference);
    if (!comparison.pass) failed.push(`${name} off by ${comparison.maxDifference.toExponential(1)}`);
  }
  return {
    id: golden.id,
    maxDifference,
    tolerance: Object.entries(golden.tolerance).map(([key, value]) => `${key} ${value}`).join(", "),
    pass: failed.length === 0,
    ...(failed.length > 0 && { note: failed.join("; ") }),
  };
}
