import type { LossTerm } from "../../loss/loss.ts";

/**
 * Terms of a loss; where there is none (yet), others with weight 0: a gradient must hang on the weights, and be 0, so that
 * momentum and weight decay act as in the authors' loops.
 */
export function connectedTerms(
  terms: Readonly<Record<string, LossTerm>>,
  idle: () => Readonly<Record<string, LossTerm>>,
): Readonly<Record<string, LossTerm>> {
  if (Object.keys(terms).length > 0) return terms;
  return Object.fromEntries(Object.entries(idle()).map(([name, { value }]) => [name, { value, weight: 0 }]));
}
