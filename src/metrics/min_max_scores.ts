import { WeftError } from "../core/error.ts";
import { type IntegrationScore, IntegrationScores } from "./integration_scores.ts";

/**
 * Scores of several integrations with each score stretched among them, (score − least)/(most − least), as scib-metrics'
 * benchmark has it on wish: the worst gets 0, the best 1, and group means and totals follow.
 *
 * What comes out is a ranking among these integrations, and another one beside them changes it. Scores that are undefined
 * stay so; one that all share tells nothing and is 0 for all.
 *
 * @param scores At least two, by the names of the methods, see {@linkcode integrationReport}.
 * @returns The stretched scores by the same names, which `plot.integrationScores` draws; their titles say so.
 * @throws {WeftError} `TooSmall` for fewer than two.
 *
 * @example
 * ```ts
 * import { IntegrationScores, minMaxScores } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const scored = (clisi: number, ilisi: number) =>
 *   new IntegrationScores({ useRep: "X", labelsKey: "type", nObs: 9, nLeftOut: 0 }, [
 *     { group: "bio", metric: "clisi", value: clisi, meaning: "Types keep apart." },
 *     { group: "modality", metric: "ilisi", value: ilisi, meaning: "Modalities are mixed." },
 *   ]);
 * const { PCA, scMRDR } = minMaxScores({ PCA: scored(0.9, 0.1), scMRDR: scored(0.8, 0.7), VAE: scored(0.85, 0.7) });
 * assert.deepEqual([PCA!.total, scMRDR!.total], [0.6, 0.4]);
 * ```
 */
export function minMaxScores(scores: Readonly<Record<string, IntegrationScores>>): Record<string, IntegrationScores> {
  const all = Object.values(scores);
  if (all.length < 2) {
    throw new WeftError("TooSmall", {
      expected: "the scores of two integrations or more",
      found: `${all.length}`,
      next: "Look at the scores as they are.",
    });
  }
  const stretched = ({ value, ...row }: IntegrationScore): IntegrationScore => {
    if (value === null) return { ...row, value };
    const known = all.map((one) => one.value(row.group, row.metric)).filter((other) => other !== null);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    return { ...row, value: most > least ? (value - least) / (most - least) : 0 };
  };
  return Object.fromEntries(
    Object.entries(scores).map(([name, { header, rows }]) =>
      [name, new IntegrationScores({ ...header, stretchedAmong: all.length }, rows.map(stretched))] as const
    ),
  );
}
