import type { Check, Finding } from "./check.ts";
import type { Surroundings } from "./surroundings.ts";

/** A finding and what it is about. */
export interface NamedFinding extends Finding {
  /** Name of the check. */
  readonly name: string;
}

/** Runs checks one after the other; one that cannot even look has found that it is broken. */
export async function examine(checks: readonly Check[], around: Surroundings): Promise<NamedFinding[]> {
  const findings: NamedFinding[] = [];
  for (const { name, run } of checks) {
    try {
      findings.push({ name, ...await run(around) });
    } catch (error) {
      const text = `could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
      findings.push({ name, state: "broken", text });
    }
  }
  return findings;
}
