import { Rng } from "../../core/rng.ts";

/** What {@linkcode controlGenes} draws from. */
export interface ControlProblem {
  /** Mean expression of every gene of the pool. */
  readonly means: Float64Array;
  /** Positions in the pool of the genes that are scored. */
  readonly scored: readonly number[];
  /** How many bins of expression, roughly. */
  readonly nBins: number;
  /** How many genes are drawn per bin. */
  readonly ctrlSize: number;
  /** Draws from all genes of a bin and drops the scored ones after; else from the others only. */
  readonly ctrlAsRef: boolean;
  /** Source of the draws. */
  readonly rng: Rng;
}

/**
 * Genes as strongly expressed as the scored ones (Tirosh et al. 2016): the pool is cut into bins by the rank of mean
 * expression, and from every bin that holds a scored gene some are drawn. Positions in the pool, ascending.
 */
export function controlGenes({ means, scored, nBins, ctrlSize, ctrlAsRef, rng }: ControlProblem): Int32Array {
  const bins = expressionBins(means, nBins);
  const isScored = new Set(scored);
  const chosen = new Set<number>();
  for (const bin of [...new Set(scored.map((j) => bins[j]!))].sort((a, b) => a - b)) {
    let genes = Int32Array.from(bins.keys()).filter((j) => bins[j] === bin && (ctrlAsRef || !isScored.has(j)));
    if (ctrlSize < genes.length) {
      const all = genes;
      genes = rng.split(bin).sample(all.length, ctrlSize).map((i) => all[i]!);
    }
    for (const j of genes) if (!isScored.has(j)) chosen.add(j);
  }
  return Int32Array.from(chosen).sort();
}

/** Bin of every gene: its rank by mean (equal means share the lowest), divided by the genes per bin. */
function expressionBins(means: Float64Array, nBins: number): Int32Array {
  const perBin = Math.max(1, Math.round(means.length / (nBins - 1)));
  const order = Int32Array.from(means.keys()).sort((a, b) => means[a]! - means[b]! || a - b);
  const bins = new Int32Array(means.length);
  for (let r = 0, lowest = 0; r < order.length; r++) {
    if (r > 0 && means[order[r]!] !== means[order[r - 1]!]) lowest = r;
    bins[order[r]!] = Math.floor((lowest + 1) / perBin);
  }
  return bins;
}
