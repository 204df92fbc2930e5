import { checkInteger, examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import type { AnnData } from "../data/anndata.ts";
import { controlGenes } from "./markers/control_genes.ts";
import { groupMoments } from "./markers/group_moments.ts";
import { rowMeans } from "./markers/row_means.ts";
import { matrixOf } from "./matrix_of.ts";

/** Options of {@linkcode scoreGenes}. */
export interface ScoreGenesOptions {
  /** How many control genes are drawn per bin of expression. Default 50. */
  readonly ctrlSize?: number;
  /** How many bins of expression, at least 2. Default 25. */
  readonly nBins?: number;
  /** Genes that controls are drawn from, with the scored ones. Default: all. */
  readonly genePool?: readonly string[];
  /** Draws controls from all genes of a bin and drops the scored ones after, as scanpy; else from the others. Default true. */
  readonly ctrlAsRef?: boolean;
  /** Leaves out genes that are not there instead of refusing them. Default false. */
  readonly allowMissing?: boolean;
  /** A layer to read in place of `X`. */
  readonly layer?: string;
  /** Column of `obs` to write. Default `"score"`. */
  readonly scoreName?: string;
  /** Seed of the draw. Default 0. */
  readonly seed?: number;
}

/**
 * Scores every observation for a set of genes: their mean expression minus that of control genes drawn from the same
 * bins of expression (Tirosh et al. 2016; Seurat's and scanpy's `score_genes`).
 *
 * @param adata `nObs × nVars`, log-normalised.
 * @param geneList Names of the genes of the set.
 * @param options See {@linkcode ScoreGenesOptions}.
 * @returns The object with the score in `obs`, float64.
 * @throws {WeftError} `NotFound` for genes that are not in `var`; `TooSmall` when the list is empty there are no observations, or
 * no control gene is left; `BadValues` when a gene has values that are not finite.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { scoreGenes } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[3, 1, 2], [0, 2, 1]]),
 *   var: new Frame(["CD3E", "ACTB", "GAPDH"]),
 * });
 * const scored = scoreGenes(adata, ["CD3E"], { scoreName: "T" });
 * assert.deepEqual(scored.obs.column("T").toArray(), [1.5, -1.5]);
 * ```
 */
export function scoreGenes<T extends AnnData>(
  adata: T,
  geneList: readonly string[],
  options: ScoreGenesOptions = {},
): T {
  const { ctrlSize = 50, nBins = 25, ctrlAsRef = true, scoreName = "score", seed = 0 } = options;
  checkInteger(ctrlSize, "ctrlSize", 1);
  checkInteger(nBins, "nBins", 2);
  const x = matrixOf(adata, options.layer);
  if (x.nRows === 0) throw new WeftError("TooSmall", { expected: "observations to score", found: "none" });
  const scored = columnsOf(adata, geneList, options.allowMissing ?? false);
  const pool = options.genePool
    ? [...new Set([...columnsOf(adata, options.genePool, options.allowMissing ?? false), ...scored])].sort((a, b) =>
      a - b
    )
    : adata.varNames.map((_, j) => j);
  const [all] = groupMoments(x, new Int32Array(x.nRows), Int32Array.of(x.nRows));
  const means = Float64Array.from(pool, (j) => all!.mean[j]!);
  checkFinite(means, pool, adata);
  const place = new Map(pool.map((j, position) => [j, position]));
  const controls = controlGenes({
    means,
    scored: scored.map((j) => place.get(j)!),
    nBins,
    ctrlSize,
    ctrlAsRef,
    rng: new Rng(seed).split("scoreGenes"),
  }).map((position) => pool[position]!);
  if (controls.length === 0) {
    throw new WeftError("TooSmall", {
      expected: "genes to compare with in the same bins of expression",
      found: "none besides the scored ones",
      next: "Lower nBins, raise ctrlSize, or give a larger genePool.",
    });
  }
  const own = rowMeans(x, scored);
  const background = rowMeans(x, controls);
  return adata.with({ obs: { [scoreName]: own.map((mean, i) => mean - background[i]!) } }) as T;
}

function columnsOf(adata: AnnData, names: readonly string[], allowMissing: boolean): number[] {
  const place = new Map(adata.varNames.map((name, j) => [name, j]));
  const missing = names.filter((name) => !place.has(name));
  if (missing.length > 0 && !allowMissing) {
    throw new WeftError("NotFound", {
      expected: "genes that are in var",
      found: `${missing.length} that are not: ${examples(missing)}`,
      next: "Leave them out, or pass allowMissing: true.",
      missing,
    });
  }
  const found = [...new Set(names)].flatMap((name) => place.get(name) ?? []);
  if (found.length > 0) return found;
  throw new WeftError("TooSmall", { expected: "at least one gene of the object", found: "none" });
}

function checkFinite(means: Float64Array, pool: readonly number[], adata: AnnData): void {
  const wrong = means.findIndex((mean) => !Number.isFinite(mean));
  if (wrong < 0) return;
  throw new WeftError("BadValues", {
    expected: "finite values for scoreGenes()",
    found: `NaN or infinity in variable '${adata.varNames[pool[wrong]!]}'`,
    next: "Remove or fill such values first.",
  });
}
